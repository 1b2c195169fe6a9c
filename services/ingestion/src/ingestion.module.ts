import { Bus } from '@deskhand/bus/bus.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { ViewClient } from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import { Database } from '@deskhand/kit/database.js';
import { connect, type PromiseClient } from '@deskhand/kit/grpc.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { Metrics } from '@deskhand/kit/metrics.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { CONFIG, LOGGER } from '@deskhand/kit/runtime.js';
import type { GrpcBinding } from '@deskhand/kit/start.js';
import { Inject, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ConversationController } from './accept/conversation.controller.js';
import { conversationsRpc } from './accept/conversations.rpc.js';
import { ReplyReleasedController } from './accept/reply-released.controller.js';
import { TicketSubmittedController } from './accept/ticket-submitted.controller.js';
import { TicketController } from './accept/ticket.controller.js';
import { TriageController } from './accept/triage.controller.js';
import { vaultRpc } from './accept/vault.rpc.js';
import { catalogueDir, vaultKeyFile, type IngestionConfig } from './config.js';
import { ConversationStore } from './perform/conversation-store.js';
import { Holding } from './perform/hold.js';
import { identitySecret } from './perform/identity-secret.js';
import { Intake } from './perform/intake.js';
import { SlaSettings } from './perform/sla-settings.js';
import { Vault } from './perform/vault.js';
import { VaultKeys } from './perform/vault-keys.js';
import { VaultStore } from './perform/vault-store.js';
import { View } from './perform/view.js';
import { WriteClaims } from './perform/write-claims.js';

const CATALOGUE = Symbol('ingestion.catalogue');
const VIEW_CLIENT = Symbol('ingestion.view-client');

/** Until the rollout table comes: every conversation is served by the stable lane. */
const lanes = { salt: 'deskhand', canaryWeight: 0 };

@Module({
  controllers: [TicketController, ConversationController, TriageController, TicketSubmittedController, ReplyReleasedController],
  providers: [
    { provide: CATALOGUE, inject: [CONFIG], useFactory: (config: IngestionConfig) => loadCatalogue(catalogueDir(config)) },
    {
      provide: SlaSettings,
      inject: [CATALOGUE],
      useFactory: ({ policies: { sla } }: Catalogue) => new SlaSettings(sla.authenticationIdle, sla.takeoverWait, sla.triageWait),
    },
    { provide: WriteClaims, inject: [Database], useFactory: (db: Database) => new WriteClaims(db) },
    { provide: ConversationStore, inject: [Database], useFactory: (db: Database) => new ConversationStore(db) },
    {
      provide: Vault,
      inject: [CONFIG, Database, CATALOGUE, LOGGER],
      useFactory: (config: IngestionConfig, db: Database, catalogue: Catalogue, log: Logger) =>
        new Vault(VaultKeys.fromFile(vaultKeyFile(config)), new VaultStore(db), catalogue.shop, log),
    },
    {
      provide: Intake,
      inject: [ConversationStore, Vault, Metrics, SlaSettings, CONFIG],
      useFactory: (store: ConversationStore, vault: Vault, metrics: Metrics, sla: SlaSettings, config: IngestionConfig) =>
        new Intake(store, vault, metrics, {
          identitySecret: new TextEncoder().encode(identitySecret(config)),
          authenticationIdleMs: sla.authenticationIdle,
          lanes,
        }),
    },
    { provide: Holding, inject: [ConversationStore, Vault], useFactory: (store: ConversationStore, vault: Vault) => new Holding(store, vault) },
    { provide: VIEW_CLIENT, inject: [CONFIG], useFactory: (config: IngestionConfig) => connect(ViewClient, 'console', config) },
    { provide: View, inject: [VIEW_CLIENT, LOGGER], useFactory: (client: PromiseClient<ViewClient>, log: Logger) => new View(client, log) },
  ],
})
export class IngestionModule implements OnModuleInit, OnModuleDestroy {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: IngestionConfig,
    @Inject(VIEW_CLIENT) private readonly viewClient: PromiseClient<ViewClient>,
  ) {}

  async onModuleInit(): Promise<void> {
    await migrate(this.db, 'ingestion', new URL('../migrations/', import.meta.url));
    await this.vault.check(vaultKeyFile(this.config));
  }

  onModuleDestroy(): void {
    this.viewClient.close();
  }
}

/** The rpcs `Conversations` and `Vault`, for `start({ grpc: [ingestionGrpc] })`. */
export const ingestionGrpc: GrpcBinding = {
  service: 'ingestion',
  serve: (app) => [conversationsRpc(app.get(ConversationStore, { strict: false }), app.get(WriteClaims, { strict: false }), app.get(SlaSettings, { strict: false })), vaultRpc(app.get(Vault, { strict: false }), app.get(ConversationStore, { strict: false }), app.get(Bus, { strict: false }))],
};
