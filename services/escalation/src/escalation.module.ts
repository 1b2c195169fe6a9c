import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
import { Bus } from '@deskhand/bus/bus.js';
import { LedgerClient } from '@deskhand/contracts/gen/rpc/deskhand/actions/v1/service.js';
import { ViewClient } from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import { VaultClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { BaseConfig } from '@deskhand/kit/config.js';
import { connect } from '@deskhand/kit/grpc.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { CONFIG, Database, LOGGER, Metrics } from '@deskhand/kit/runtime.js';
import { ApprovalsController } from './accept/approvals.controller.js';
import { CasesAnswers } from './accept/cases-service.js';
import { EscalationConversationChanged } from './accept/conversation-changed.js';
import { EscalationConversationErased } from './accept/conversation-erased.js';
import { EscalationFeedbackGiven } from './accept/feedback-given.js';
import { EscalationReplyDelivered } from './accept/reply-delivered.js';
import { EscalationRequestedController } from './accept/escalation-requested.js';
import { EscalationTicketProposed } from './accept/ticket-proposed.js';
import { EscalationTicketReceived } from './accept/ticket-received.js';
import { CaseKeeper } from './perform/case-keeper.js';
import { CaseStore } from './perform/case-store.js';
import { Fingerprint } from './perform/fingerprint.js';
import { Policy } from './perform/policy.js';
import { TimerLoop } from './perform/timer-loop.js';
import { Vault } from './perform/vault.js';
import { EscalationView } from './perform/view.js';

/** The services that escalation asks, so that they can be hung up together. */
class EscalationPeers implements OnApplicationShutdown {
  readonly vault;
  readonly view;
  readonly ledger;

  constructor(config: BaseConfig) {
    this.vault = connect(VaultClient, 'ingestion', config);
    this.view = connect(ViewClient, 'console', config);
    this.ledger = connect(LedgerClient, 'actions', config);
  }

  onApplicationShutdown(): void {
    for (const client of [this.vault, this.view, this.ledger]) client.close();
  }
}

/** Everything that escalation is made of, top to bottom. */
@Module({
  controllers: [
    EscalationTicketReceived,
    EscalationTicketProposed,
    EscalationRequestedController,
    EscalationReplyDelivered,
    EscalationConversationChanged,
    EscalationConversationErased,
    EscalationFeedbackGiven,
    ApprovalsController,
  ],
  providers: [
    { provide: EscalationPeers, inject: [CONFIG], useFactory: (config: BaseConfig) => new EscalationPeers(config) },
    {
      provide: Policy,
      inject: [CONFIG],
      useFactory: (config: BaseConfig) => new Policy(openCatalogue(config), config.MODE),
    },
    {
      provide: CaseStore,
      inject: [Database],
      useFactory: async (db: Database) => {
        await migrate(db, 'escalation', new URL('../migrations/', import.meta.url));
        return new CaseStore(db);
      },
    },
    {
      provide: CaseKeeper,
      inject: [CaseStore, Policy, Metrics],
      useFactory: (store: CaseStore, policy: Policy, metrics: Metrics) => new CaseKeeper(store, policy, metrics),
    },
    { provide: Vault, inject: [EscalationPeers, LOGGER], useFactory: ({ vault }: EscalationPeers, log: Logger) => new Vault(vault, log) },
    { provide: EscalationView, inject: [EscalationPeers, LOGGER], useFactory: ({ view }: EscalationPeers, log: Logger) => new EscalationView(view, log) },
    { provide: Fingerprint, inject: [EscalationPeers], useFactory: ({ ledger }: EscalationPeers) => new Fingerprint(ledger) },
    { provide: CasesAnswers, inject: [CaseStore], useFactory: (store: CaseStore) => new CasesAnswers(store) },
    {
      provide: TimerLoop,
      inject: [Bus, CaseKeeper, LOGGER],
      useFactory: (bus: Bus, cases: CaseKeeper, log: Logger) => new TimerLoop(bus, cases, log),
    },
  ],
})
export class EscalationModule {}
