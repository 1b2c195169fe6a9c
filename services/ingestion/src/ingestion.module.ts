import { Bus } from '@deskhand/bus/bus.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { say } from '@deskhand/catalogue/reply.js';
import { ViewClient } from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import { OutcomesClient } from '@deskhand/contracts/gen/rpc/deskhand/feedback/v1/service.js';
import { Database } from '@deskhand/kit/database.js';
import { connect, type PromiseClient } from '@deskhand/kit/grpc.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { Metrics } from '@deskhand/kit/metrics.js';
import { Readiness } from '@deskhand/kit/readiness.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { CONFIG, LOGGER } from '@deskhand/kit/runtime.js';
import type { GrpcBinding } from '@deskhand/kit/start.js';
import { HttpAdapterHost } from '@nestjs/core';
import { Inject, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CustomerController } from './accept/customer.controller.js';
import { ConversationController } from './accept/conversation.controller.js';
import { Door } from './accept/door.js';
import { conversationsRpc } from './accept/conversations.rpc.js';
import { ReplyReleasedController } from './accept/reply-released.controller.js';
import { RolloutChangedController } from './accept/rollout-changed.controller.js';
import { TicketSubmittedController } from './accept/ticket-submitted.controller.js';
import { TicketController } from './accept/ticket.controller.js';
import { TriageController } from './accept/triage.controller.js';
import { vaultRpc } from './accept/vault.rpc.js';
import { catalogueDir, erasuresFile, vaultKeyFile, type IngestionConfig } from './config.js';
import { CodeDesk } from './perform/code-desk.js';
import { CodeMailer } from './perform/code-mailer.js';
import { CodeQueue } from './perform/code-queue.js';
import { ConversationStore } from './perform/conversation-store.js';
import { EraseAgain } from './perform/erase-again.js';
import { Eraser } from './perform/eraser.js';
import { ErasureJournal } from './perform/erasure-journal.js';
import { ErasureStore } from './perform/erasure-store.js';
import { Exporter } from './perform/exporter.js';
import { Holding } from './perform/hold.js';
import { identitySecret } from './perform/identity-secret.js';
import { Intake } from './perform/intake.js';
import { shopRoad, smtpRoad } from './perform/mail-road.js';
import { rotateKeys } from './perform/rotate-keys.js';
import { ShopCustomers } from './perform/shop-customers.js';
import { SlaSettings } from './perform/sla-settings.js';
import { Vault } from './perform/vault.js';
import { VaultKeys } from './perform/vault-keys.js';
import { VaultSecrets } from './perform/vault-secrets.js';
import { VaultStore } from './perform/vault-store.js';
import { View } from './perform/view.js';
import { WriteClaims } from './perform/write-claims.js';

const CATALOGUE = Symbol('ingestion.catalogue');
const VIEW_CLIENT = Symbol('ingestion.view-client');
const OUTCOMES_CLIENT = Symbol('ingestion.outcomes-client');

@Module({
  controllers: [TicketController, ConversationController, CustomerController, TriageController, TicketSubmittedController, ReplyReleasedController, RolloutChangedController],
  providers: [
    { provide: CATALOGUE, inject: [CONFIG], useFactory: (config: IngestionConfig) => loadCatalogue(catalogueDir(config)) },
    {
      provide: SlaSettings,
      inject: [CATALOGUE],
      useFactory: ({ policies: { sla } }: Catalogue) => new SlaSettings(sla.authenticationIdle, sla.takeoverWait, sla.triageWait, sla.oneTimeCode),
    },
    { provide: Door, inject: [Bus, HttpAdapterHost], useFactory: (bus: Bus, host: HttpAdapterHost) => new Door(bus, host) },
    { provide: WriteClaims, inject: [Database], useFactory: (db: Database) => new WriteClaims(db) },
    { provide: ConversationStore, inject: [Database], useFactory: (db: Database) => new ConversationStore(db) },
    { provide: VaultKeys, inject: [CONFIG], useFactory: (config: IngestionConfig) => VaultKeys.fromFile(vaultKeyFile(config)) },
    { provide: VaultStore, inject: [Database], useFactory: (db: Database) => new VaultStore(db) },
    { provide: VaultSecrets, inject: [VaultKeys, VaultStore], useFactory: (keys: VaultKeys, store: VaultStore) => new VaultSecrets(keys, store) },
    {
      provide: Vault,
      inject: [VaultKeys, VaultSecrets, VaultStore, CATALOGUE, LOGGER],
      useFactory: (keys: VaultKeys, secrets: VaultSecrets, store: VaultStore, { shop }: Catalogue, log: Logger) => new Vault(keys, secrets, store, shop, log),
    },
    { provide: CodeMailer, inject: [CONFIG, Database, CATALOGUE, Vault, VaultSecrets, LOGGER], useFactory: openMailer },
    {
      provide: CodeDesk,
      inject: [ConversationStore, VaultSecrets, SlaSettings, CONFIG, CodeMailer],
      useFactory: (store: ConversationStore, secrets: VaultSecrets, sla: SlaSettings, config: IngestionConfig, mailer: CodeMailer) =>
        new CodeDesk(store, secrets, { goodFor: sla.oneTimeCode, isOpen: config.SHOP_URL !== undefined }, () => mailer.wake()),
    },
    {
      provide: Intake,
      inject: [ConversationStore, Vault, CodeDesk, Metrics, SlaSettings, CONFIG, Bus],
      useFactory: (store: ConversationStore, vault: Vault, codes: CodeDesk, metrics: Metrics, sla: SlaSettings, config: IngestionConfig, { lanes }: Bus) =>
        new Intake(store, vault, codes, metrics, {
          identitySecret: new TextEncoder().encode(identitySecret(config)),
          authenticationIdleMs: sla.authenticationIdle,
          lanes,
        }),
    },
    { provide: Holding, inject: [ConversationStore, Vault], useFactory: (store: ConversationStore, vault: Vault) => new Holding(store, vault) },
    { provide: ErasureStore, inject: [Database], useFactory: (db: Database) => new ErasureStore(db) },
    {
      provide: Eraser,
      inject: [Bus, ErasureStore, Vault, View, ErasureJournal],
      useFactory: (bus: Bus, store: ErasureStore, vault: Vault, view: View, journal: ErasureJournal) => new Eraser(bus, store, vault, view, journal),
    },
    { provide: ErasureJournal, inject: [CONFIG], useFactory: (config: IngestionConfig) => new ErasureJournal(erasuresFile(config)) },
    {
      provide: EraseAgain,
      inject: [ErasureJournal, Eraser, Bus, LOGGER, Readiness],
      useFactory: (journal: ErasureJournal, eraser: Eraser, bus: Bus, log: Logger, readiness: Readiness) => {
        const again = new EraseAgain(journal, eraser, bus, log);
        readiness.register('erasures', () => again.reasons());
        return again;
      },
    },
    { provide: OUTCOMES_CLIENT, inject: [CONFIG], useFactory: (config: IngestionConfig) => connect(OutcomesClient, 'feedback', config) },
    {
      provide: Exporter,
      inject: [ErasureStore, Vault, View, OUTCOMES_CLIENT],
      useFactory: (store: ErasureStore, vault: Vault, view: View, outcomes: PromiseClient<OutcomesClient>) => new Exporter(store, vault, view, outcomes),
    },
    { provide: VIEW_CLIENT, inject: [CONFIG], useFactory: (config: IngestionConfig) => connect(ViewClient, 'console', config) },
    { provide: View, inject: [VIEW_CLIENT, LOGGER], useFactory: (client: PromiseClient<ViewClient>, log: Logger) => new View(client, log) },
  ],
})
export class IngestionModule implements OnModuleInit, OnModuleDestroy {
  #isStopping = false;
  #rotating: Promise<unknown> | undefined;

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
    @Inject(VaultStore) private readonly vaultStore: VaultStore,
    @Inject(VaultSecrets) private readonly secrets: VaultSecrets,
    @Inject(CodeMailer) private readonly mailer: CodeMailer,
    @Inject(CONFIG) private readonly config: IngestionConfig,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(VIEW_CLIENT) private readonly viewClient: PromiseClient<ViewClient>,
    @Inject(OUTCOMES_CLIENT) private readonly outcomesClient: PromiseClient<OutcomesClient>,
  ) {}

  async onModuleInit(): Promise<void> {
    await migrate(this.db, 'ingestion', new URL('../migrations/', import.meta.url));
    await this.secrets.open(vaultKeyFile(this.config));
    this.#rotating = rotateKeys(this.keys, this.vaultStore, this.log, () => this.#isStopping).catch((error: unknown) => this.log.error({ err: error }, 'keys of the vault wait to be wrapped anew'));
    if (this.config.SHOP_URL) this.mailer.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.#isStopping = true;
    await Promise.all([this.mailer.stop(), this.#rotating]);
    this.viewClient.close();
    this.outcomesClient.close();
  }
}

/** Mail goes by SMTP where that is configured, else through the shop. */
function openMailer(config: IngestionConfig, db: Database, { replies, policies }: Catalogue, vault: Vault, secrets: VaultSecrets, log: Logger): CodeMailer {
  const shop = { url: config.SHOP_URL ?? '', token: config.SHOP_TOKEN, timeoutMs: policies.limits.shop.timeout };
  const minutes = String(Math.round(policies.sla.oneTimeCode / 60_000) || 1);
  const words = { subject: () => say(replies, 'mail.code_subject'), text: (code: string) => say(replies, 'mail.code', { code, minutes }) };
  const road = config.SMTP_URL ? smtpRoad(config.SMTP_URL) : shopRoad(shop);
  return new CodeMailer({ queue: new CodeQueue(db), customers: new ShopCustomers(shop), road, vault, secrets, words, log });
}

/** The rpcs `Conversations` and `Vault`, for `start({ grpc: [ingestionGrpc] })`. */
export const ingestionGrpc: GrpcBinding = {
  service: 'ingestion',
  serve: (app) => [conversationsRpc(app.get(ConversationStore, { strict: false }), app.get(WriteClaims, { strict: false }), app.get(SlaSettings, { strict: false })), vaultRpc(app.get(Vault, { strict: false }), app.get(ConversationStore, { strict: false }), app.get(Bus, { strict: false }))],
};
