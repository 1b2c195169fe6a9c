import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Bus } from '@deskhand/bus/bus.js';
import { ViewClient } from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import { ConversationsClient, VaultClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import { connect } from '@deskhand/kit/grpc.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { CONFIG, Database, LOGGER } from '@deskhand/kit/runtime.js';
import { CaseChangedController } from './accept/case-changed.controller.js';
import { FeedbackConversationErased } from './accept/conversation-erased.controller.js';
import { FeedbackReceivedController } from './accept/feedback-received.controller.js';
import { FeedbackController } from './accept/feedback.controller.js';
import { OutcomesService } from './accept/outcomes-service.js';
import { RolloutController } from './accept/rollout.controller.js';
import { RolloutsService } from './accept/rollouts-service.js';
import type { FeedbackConfig } from './config.js';
import { FeedbackDesk } from './perform/feedback-desk.js';
import { FeedbackStore } from './perform/feedback-store.js';
import { FeedbackView } from './perform/feedback-view.js';
import { IngestionClient } from './perform/ingestion-client.js';
import { RolloutDesk } from './perform/rollout-desk.js';
import { RolloutStore } from './perform/rollout-store.js';

/** The clients of other services, so that they can be closed together. */
class FeedbackPeers implements OnApplicationShutdown {
  readonly conversations;
  readonly vault;
  readonly view;

  constructor(config: FeedbackConfig) {
    this.conversations = connect(ConversationsClient, 'ingestion', config);
    this.vault = connect(VaultClient, 'ingestion', config);
    this.view = connect(ViewClient, 'console', config);
  }

  onApplicationShutdown(): void {
    for (const client of [this.conversations, this.vault, this.view]) client.close();
  }
}

class FeedbackSchema implements OnModuleInit {
  constructor(private readonly db: Database) {}

  onModuleInit(): Promise<void> {
    return migrate(this.db, 'feedback', new URL('../migrations/', import.meta.url));
  }
}

type Warn = { warn(detail: object, message: string): void };

/** Everything that feedback is made of, top to bottom. */
@Module({
  controllers: [CaseChangedController, FeedbackConversationErased, FeedbackReceivedController, FeedbackController, RolloutController],
  providers: [
    { provide: FeedbackSchema, inject: [Database], useFactory: (db: Database) => new FeedbackSchema(db) },
    { provide: FeedbackPeers, inject: [CONFIG], useFactory: (config: FeedbackConfig) => new FeedbackPeers(config) },
    { provide: FeedbackStore, inject: [Database], useFactory: (db: Database) => new FeedbackStore(db) },
    {
      provide: IngestionClient,
      inject: [FeedbackPeers],
      useFactory: ({ conversations, vault }: FeedbackPeers) => new IngestionClient(conversations, vault),
    },
    { provide: FeedbackView, inject: [FeedbackPeers, LOGGER], useFactory: ({ view }: FeedbackPeers, log: Warn) => new FeedbackView(view, log) },
    { provide: FeedbackDesk, inject: [FeedbackStore], useFactory: (store: FeedbackStore) => new FeedbackDesk(store) },
    { provide: RolloutStore, inject: [Database], useFactory: (db: Database) => new RolloutStore(db) },
    {
      provide: RolloutDesk,
      inject: [Bus, RolloutStore, FeedbackView, LOGGER],
      useFactory: (bus: Bus, store: RolloutStore, view: FeedbackView, log: Warn) => new RolloutDesk(bus, store, view, log),
    },
    { provide: RolloutsService, inject: [RolloutStore], useFactory: (store: RolloutStore) => new RolloutsService(store) },
    { provide: OutcomesService, inject: [FeedbackStore], useFactory: (store: FeedbackStore) => new OutcomesService(store) },
  ],
  exports: [OutcomesService, RolloutsService],
})
export class FeedbackModule {}
