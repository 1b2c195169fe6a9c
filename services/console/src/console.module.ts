import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Bus } from '@deskhand/bus/bus.js';
import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
import { ToolsClient } from '@deskhand/contracts/gen/rpc/deskhand/actions/v1/service.js';
import { ConversationsClient, VaultClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import { connect } from '@deskhand/kit/grpc.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { CONFIG, Database, LOGGER, Metrics, Readiness } from '@deskhand/kit/runtime.js';
import { ArchiveController } from './accept/archive.controller.js';
import { ConsoleEventsController } from './accept/events.controller.js';
import { ManifestController } from './accept/manifest.controller.js';
import { OperationsController } from './accept/operations.controller.js';
import { TicketViewController } from './accept/ticket-view.controller.js';
import { ViewService } from './accept/view-service.js';
import { ViolationsController } from './accept/violations.controller.js';
import type { ConsoleConfig } from './config.js';
import { Archive } from './perform/archive.js';
import { CatchUp } from './perform/catch-up.js';
import { Concealer } from './perform/concealer.js';
import { ConsolePolicy } from './perform/console-policy.js';
import { DayPartitions } from './perform/day-partitions.js';
import { EventStream } from './perform/event-stream.js';
import { ManifestKey } from './perform/manifest-key.js';
import { ManifestStore } from './perform/manifest-store.js';
import { Manifests } from './perform/manifests.js';
import { Projector } from './perform/projector.js';
import { Revealer } from './perform/revealer.js';
import { TicketStore } from './perform/ticket-store.js';
import { Views } from './perform/views.js';
import { Waiters } from './perform/waiters.js';
import { rules } from './watch/decide/violation.js';
import { Watcher } from './watch/perform/watcher.js';
import { WatchStore } from './watch/perform/watch-store.js';

/** The clients of other services, so that they can be closed together. */
class ConsolePeers implements OnApplicationShutdown {
  readonly vault;
  readonly conversations;
  readonly tools;

  constructor(config: ConsoleConfig) {
    this.vault = connect(VaultClient, 'ingestion', config);
    this.conversations = connect(ConversationsClient, 'ingestion', config);
    this.tools = connect(ToolsClient, 'actions', config);
  }

  onApplicationShutdown(): void {
    for (const client of [this.vault, this.conversations, this.tools]) client.close();
  }
}

class ConsoleSchema implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly db: Database,
    private readonly days: DayPartitions,
    private readonly manifests: ManifestStore,
    private readonly key: ManifestKey,
    readiness: Readiness,
    catchUp: CatchUp,
    watched: WatchStore,
  ) {
    readiness.register('console', () => catchUp.reasons());
    readiness.showViolations(() => watched.tally());
  }

  async onModuleInit(): Promise<void> {
    await migrate(this.db, 'console', new URL('../migrations/', import.meta.url));
    await this.manifests.publish(this.key.known);
    await this.days.start();
  }

  onApplicationShutdown(): void {
    this.days.stop();
  }
}

type Warn = { warn(detail: object, message: string): void };
type Log = Warn & { error(detail: object, message: string): void };

/** Everything that console is made of, top to bottom. */
@Module({
  controllers: [ConsoleEventsController, TicketViewController, ManifestController, ArchiveController, ViolationsController, OperationsController],
  providers: [
    { provide: ConsolePeers, inject: [CONFIG], useFactory: (config: ConsoleConfig) => new ConsolePeers(config) },
    { provide: CatchUp, inject: [Bus, CONFIG], useFactory: (bus: Bus, config: ConsoleConfig) => new CatchUp(bus, config.KAFKA_BROKERS ? 1_500 : 0) },
    { provide: DayPartitions, inject: [Database], useFactory: (db: Database) => new DayPartitions(db) },
    {
      provide: ConsoleSchema,
      inject: [Database, DayPartitions, ManifestStore, ManifestKey, Readiness, CatchUp, WatchStore],
      useFactory: (db: Database, days: DayPartitions, manifests: ManifestStore, key: ManifestKey, readiness: Readiness, catchUp: CatchUp, watched: WatchStore) =>
        new ConsoleSchema(db, days, manifests, key, readiness, catchUp, watched),
    },
    { provide: Waiters, useFactory: () => new Waiters() },
    { provide: Archive, inject: [Database, DayPartitions], useFactory: (db: Database, days: DayPartitions) => new Archive(db, days) },
    { provide: TicketStore, inject: [Database], useFactory: (db: Database) => new TicketStore(db) },
    { provide: ManifestKey, inject: [CONFIG], useFactory: (config: ConsoleConfig) => ManifestKey.load(config) },
    { provide: ManifestStore, inject: [Database], useFactory: (db: Database) => new ManifestStore(db) },
    { provide: Manifests, inject: [ManifestStore, ManifestKey], useFactory: (store: ManifestStore, key: ManifestKey) => new Manifests(store, key) },
    {
      provide: Projector,
      inject: [Archive, TicketStore, Waiters, Manifests, Metrics],
      useFactory: (archive: Archive, tickets: TicketStore, waiters: Waiters, manifests: Manifests, { guardrailTriggers }: Metrics) =>
        new Projector(archive, tickets, waiters, manifests, guardrailTriggers),
    },
    { provide: Revealer, inject: [ConsolePeers, LOGGER], useFactory: ({ vault }: ConsolePeers, log: Warn) => new Revealer(vault, log) },
    {
      provide: Concealer,
      inject: [CONFIG, ConsolePeers],
      useFactory: (config: ConsoleConfig, { conversations }: ConsolePeers) => new Concealer(Boolean(config.KAFKA_BROKERS), conversations),
    },
    {
      provide: Views,
      inject: [TicketStore, Waiters, Revealer],
      useFactory: (tickets: TicketStore, waiters: Waiters, revealer: Revealer) => new Views(tickets, waiters, revealer),
    },
    { provide: EventStream, inject: [Archive, Waiters], useFactory: (archive: Archive, waiters: Waiters) => new EventStream(archive, waiters) },
    { provide: ConsolePolicy, inject: [CONFIG], useFactory: (config: ConsoleConfig) => new ConsolePolicy(openCatalogue(config)) },
    { provide: WatchStore, inject: [Database], useFactory: (db: Database) => new WatchStore(db) },
    {
      provide: Watcher,
      inject: [WatchStore, Bus, Waiters, ConsolePolicy, ConsolePeers, Metrics, LOGGER],
      useFactory: (store: WatchStore, bus: Bus, waiters: Waiters, { watch: policy }: ConsolePolicy, { tools }: ConsolePeers, { invariantViolations }: Metrics, log: Log) => {
        const stop = async (tool: string, by: string) => void (await tools.pause({ tool, by }));
        const count = (rule: string) => invariantViolations.inc({ rule });
        // A counter that appears with its first one has not risen, to Prometheus.
        for (const rule of rules) invariantViolations.inc({ rule }, 0);
        return new Watcher({ store, bus, waiters, policy, stop, count, log });
      },
    },
    {
      provide: ViewService,
      inject: [Bus, Projector, Views],
      useFactory: (bus: Bus, projector: Projector, views: Views) => new ViewService(bus, projector, views),
    },
  ],
  exports: [ViewService],
})
export class ConsoleModule {}
