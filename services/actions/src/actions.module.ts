import { randomUUID } from 'node:crypto';
import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
import { CasesClient } from '@deskhand/contracts/gen/rpc/deskhand/escalation/v1/service.js';
import { ConversationsClient, VaultClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import { KnowledgeClient } from '@deskhand/contracts/gen/rpc/deskhand/retrieval/v1/service.js';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { connect } from '@deskhand/kit/grpc.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { CONFIG, Database, LOGGER } from '@deskhand/kit/runtime.js';
import type { Model } from '@deskhand/model/model.js';
import { migrateModel } from '@deskhand/model/model-schema.js';
import { openModel } from '@deskhand/model/open-model.js';
import { Records } from '@deskhand/model/records.js';
import { ApprovalDecidedController } from './accept/approval-decided.js';
import { ActionsConversationErased } from './accept/conversation-erased.js';
import { LedgerController } from './accept/ledger.controller.js';
import { LedgerService } from './accept/ledger-service.js';
import { TicketGroundedController } from './accept/ticket-grounded.js';
import { ToolsController } from './accept/tools.controller.js';
import { ToolsService } from './accept/tools-service.js';
import type { ActionsConfig } from './config.js';
import { ConfirmationMail, type Warn } from './perform/confirmation-mail.js';
import { Fence } from './perform/fence.js';
import { Ledger } from './perform/ledger.js';
import { ModelSeat } from './perform/model-seat.js';
import { LedgerCheck } from './perform/ledger-check.js';
import { Pauses } from './perform/pauses.js';
import { Permits } from './perform/permits.js';
import { ShopClient } from './perform/shop-client.js';
import { TurnFactory } from './perform/turn-factory.js';
import { TurnRunner } from './perform/turn-runner.js';
import { Vault } from './perform/vault.js';
import { WriteRunner } from './perform/write-runner.js';

/** The clients of other services, so that they can be closed together. */
class Peers implements OnApplicationShutdown {
  readonly vault;
  readonly conversations;
  readonly knowledge;
  readonly cases;

  constructor(config: ActionsConfig) {
    this.vault = connect(VaultClient, 'ingestion', config);
    this.conversations = connect(ConversationsClient, 'ingestion', config);
    this.knowledge = connect(KnowledgeClient, 'retrieval', config);
    this.cases = connect(CasesClient, 'escalation', config);
  }

  onApplicationShutdown(): void {
    for (const client of [this.vault, this.conversations, this.knowledge, this.cases]) client.close();
  }
}

class ActionsSchema implements OnModuleInit {
  constructor(private readonly db: Database) {}

  onModuleInit(): Promise<void> {
    return migrate(this.db, 'actions', new URL('../migrations/', import.meta.url));
  }
}

/** The model, where the environment names one. */
class ActionsModel implements OnModuleInit {
  readonly model: Model | null;

  constructor(
    private readonly db: Database,
    config: ActionsConfig,
    { policies, knowledge, replies }: Catalogue,
  ) {
    const open = [...knowledge.map(({ body }) => body), ...Object.values(replies)].join('\n');
    this.model = openModel(config, db, policies.limits.model, open);
  }

  async onModuleInit(): Promise<void> {
    // Without a model, too: what an earlier one was asked is forgotten with its customer.
    await migrateModel(this.db);
  }
}

/** This service's catalogue; each service reads it once. */
class ActionsCatalogue {
  constructor(readonly catalogue: Catalogue) {}
}

/** Everything that actions is made of, top to bottom. */
@Module({
  controllers: [TicketGroundedController, ApprovalDecidedController, ActionsConversationErased, ToolsController, LedgerController],
  providers: [
    { provide: ActionsSchema, inject: [Database], useFactory: (db: Database) => new ActionsSchema(db) },
    { provide: Peers, inject: [CONFIG], useFactory: (config: ActionsConfig) => new Peers(config) },
    {
      provide: ActionsCatalogue,
      inject: [CONFIG],
      useFactory: (config: ActionsConfig) => new ActionsCatalogue(openCatalogue(config)),
    },
    { provide: ShopClient, inject: [CONFIG, ActionsCatalogue], useFactory: openShop },
    { provide: Records, inject: [Database], useFactory: (db: Database) => new Records(db) },
    { provide: Ledger, inject: [Database, ActionsCatalogue], useFactory: openLedger },
    {
      provide: WriteRunner,
      inject: [Ledger, ShopClient, ActionsCatalogue],
      useFactory: (ledger: Ledger, shop: ShopClient, { catalogue }: ActionsCatalogue) => {
        const { reconcileAttempts, reconcileFor } = catalogue.policies.limits.shop;
        return new WriteRunner(ledger, shop, { attempts: reconcileAttempts, forMs: reconcileFor });
      },
    },
    { provide: Vault, inject: [Peers], useFactory: ({ vault }: Peers) => new Vault(vault) },
    { provide: Pauses, inject: [Database], useFactory: (db: Database) => new Pauses(db) },
    {
      provide: Permits,
      inject: [Peers, Pauses, ActionsCatalogue],
      useFactory: ({ conversations }: Peers, pauses: Pauses, { catalogue }: ActionsCatalogue) => new Permits(conversations, pauses, catalogue.policies.limits.shop.timeout),
    },
    { provide: Fence, inject: [Peers], useFactory: ({ conversations, cases }: Peers) => new Fence(conversations, cases) },
    {
      provide: TurnFactory,
      inject: [ActionsCatalogue, CONFIG, ShopClient, Vault],
      useFactory: ({ catalogue }: ActionsCatalogue, config: ActionsConfig, shop: ShopClient, vault: Vault) =>
        new TurnFactory(catalogue, config.MODE, shop, vault),
    },
    {
      provide: ActionsModel,
      inject: [Database, CONFIG, ActionsCatalogue],
      useFactory: (db: Database, config: ActionsConfig, { catalogue }: ActionsCatalogue) => new ActionsModel(db, config, catalogue),
    },
    {
      provide: TurnRunner,
      inject: [ShopClient, Ledger, WriteRunner, Vault, Fence, Permits, Pauses, Peers, ActionsModel],
      useFactory: (shop: ShopClient, ledger: Ledger, writes: WriteRunner, vault: Vault, fence: Fence, permits: Permits, pauses: Pauses, { knowledge }: Peers, { model }: ActionsModel) => {
        const searchIn = async (query: string, categories: readonly string[]) => (await knowledge.search({ query, categories: [...categories], limit: 3 })).passages;
        // What the categories have nothing on may stand elsewhere.
        const search = async (query: string, categories: readonly string[]) => {
          const found = await searchIn(query, categories);
          return found.length > 0 || categories.length === 0 ? found : searchIn(query, []);
        };
        return new TurnRunner({ shop, ledger, writes, vault, fence, permits, pauses, search, seat: model && new ModelSeat(model) });
      },
    },
    {
      provide: ConfirmationMail,
      inject: [ShopClient, Ledger, WriteRunner, Vault, Permits, Peers, LOGGER],
      useFactory: (shop: ShopClient, ledger: Ledger, writes: WriteRunner, vault: Vault, permits: Permits, { conversations }: Peers, log: Warn) =>
        new ConfirmationMail(shop, ledger, writes, vault, permits, conversations, log),
    },
    {
      provide: LedgerCheck,
      inject: [Ledger, ShopClient, Vault],
      useFactory: (ledger: Ledger, shop: ShopClient, vault: Vault) => new LedgerCheck(ledger, shop, vault),
    },
    { provide: ToolsService, inject: [Pauses], useFactory: (pauses: Pauses) => new ToolsService(pauses) },
    { provide: LedgerService, inject: [Ledger, TurnRunner], useFactory: (ledger: Ledger, runner: TurnRunner) => new LedgerService(ledger, runner) },
  ],
  exports: [LedgerService, ToolsService],
})
export class ActionsModule {}

function openShop({ SHOP_URL, SHOP_TOKEN }: ActionsConfig, { catalogue }: ActionsCatalogue): ShopClient {
  if (!SHOP_URL) throw new BootFailure('SHOP_URL is not set: set it to your shop, or start the whole desk, which brings a sample shop.');
  return new ShopClient({ url: SHOP_URL, token: SHOP_TOKEN, timeoutMs: catalogue.policies.limits.shop.timeout });
}

/** A lease outlasts one call to the shop; with the embedded database nobody else can be at it, so leases need not be waited for. */
function openLedger(db: Database, { catalogue }: ActionsCatalogue): Ledger {
  return new Ledger(db, { owner: randomUUID(), exclusive: db.embedded, leaseMs: catalogue.policies.limits.shop.timeout + 1_000 });
}
