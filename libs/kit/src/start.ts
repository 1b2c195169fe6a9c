import 'reflect-metadata';
import type { DynamicModule, INestApplication, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { BaseConfig } from './config.js';
import { Database, openDatabase } from './database.js';
import { serveGrpc, type GrpcServer, type GrpcService } from './grpc.js';
import { createHttpAdapter } from './http-adapter.js';
import { InputPipe } from './input-pipe.js';
import { listenHttp } from './listen-http.js';
import { serveLocally } from './local-rpc.js';
import { createLogger } from './logger.js';
import { type DeadLetterCount, Metrics } from './metrics.js';
import { NestLogger } from './nest-logger.js';
import { ProblemFilter } from './problem-filter.js';
import { Readiness } from './readiness.js';
import { LagWatch } from './lag-watch.js';
import { grpcAddress, type ServiceName } from './run-dir.js';
import { CONFIG, KitModule, LOGGER } from './runtime.js';
import { stopOnSignal } from './stop-on-signal.js';
import { startTelemetry } from './telemetry.js';
import { traceHttp } from './trace-http.js';

/** What there is before any service exists; the bus is made of it. */
export interface Kit<Config extends BaseConfig = BaseConfig> {
  config: Config;
  db: Database;
  logger: Logger;
  metrics: Metrics;
  readiness: Readiness;
}

export interface BusHandle {
  strategy: CustomTransportStrategy;
  /** Stops fetching and finishes what is in hand, within `deadlineMs`. */
  drain(deadlineMs: number): Promise<void>;
  ready(): { ok: boolean; reasons: string[] };
  deadLetters?(): Promise<DeadLetterCount[]> | DeadLetterCount[];
  /** Records behind, by service. */
  lag?(): Record<string, number>;
  /** What services have injected, the Bus itself for one. */
  providers?: Provider[];
}

export interface GrpcBinding {
  service: ServiceName;
  serve(app: INestApplication): GrpcService[];
}

export interface StartOptions<Config extends BaseConfig> {
  /** Names the process in logs and traces, and the HTTP socket of a service alone. */
  name: string;
  modules: (Type | DynamicModule)[];
  /** The services that live in this process. */
  services: ServiceName[];
  config: Config;
  bus?: (kit: Kit<Config>) => BusHandle | Promise<BusHandle>;
  grpc?: GrpcBinding[];
  /** The person whose bearer token this is, if it is one. */
  person?: (token: string) => Promise<string | undefined> | string | undefined;
  /** Called once all routes exist and before any is served, such as `mountDocs`. */
  prepare?: (app: NestFastifyApplication) => Promise<void> | void;
  logger?: Logger;
  /** Whether SIGTERM and SIGINT stop the desk and end the process; true unless a test says otherwise. */
  signals?: boolean;
}

export interface Started {
  app: NestFastifyApplication;
  /** `http://host:port`, or `unix:/path` of a service alone without PORT. */
  url: string;
  stop(): Promise<void>;
}

const drainMs = 10_000;

/** Starts a process of the desk: database, modules, rpcs, bus, HTTP, in this order. @throws BootFailure with a sentence */
export async function start<Config extends BaseConfig>(options: StartOptions<Config>): Promise<Started> {
  const { name, config } = options;
  const undo: (() => Promise<void>)[] = [];
  const stop = once(async () => {
    for (const step of undo.toReversed()) await step();
  });
  try {
    const telemetry = await startTelemetry(config, name);
    undo.push(() => telemetry.stop());
    const logger = options.logger ?? createLogger({ name, level: config.LOG_LEVEL });
    const db = await openDatabase({ databaseUrl: config.DATABASE_URL, dataDir: config.DESKHAND_DATA });
    undo.push(() => db.close());
    const kit: Kit<Config> = { config, db, logger, metrics: new Metrics(), readiness: new Readiness() };
    const bus = await options.bus?.(kit);
    const state = { stopping: false };
    undo.push(watch(kit, bus, state));
    const app = await createApp(options, kit, bus, () => state.stopping);
    undo.push(() => closeApp(app));
    for (const server of await serveAll(options, app)) undo.push(() => server.stop());
    if (bus) await app.startAllMicroservices();
    undo.push(async () => bus?.drain(drainMs));
    const url = await listenHttp(app, config, name);
    undo.push(async () => void (state.stopping = true));
    if (options.signals ?? true) stopOnSignal(stop, logger);
    logger.info({ url, services: options.services }, 'ready');
    return { app, url, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

function watch({ db, metrics, readiness }: Kit, bus: BusHandle | undefined, state: { stopping: boolean }): () => Promise<void> {
  readiness.register('desk', () => (state.stopping ? ['the desk is stopping'] : []));
  readiness.register('database', async () => {
    await db.query('select 1');
    return [];
  });
  if (!bus) return async () => undefined;
  readiness.register('bus', () => bus.ready().reasons);
  const deadLetters = async () => (await bus.deadLetters?.()) ?? [];
  readiness.showDeadLetters(deadLetters);
  metrics.collectDeadLetters(deadLetters);
  const lag = new LagWatch(() => bus.lag?.() ?? {});
  metrics.collectLag(() => lag.figures());
  return async () => lag.stop();
}

async function createApp<Config extends BaseConfig>(
  { modules, person, prepare }: StartOptions<Config>,
  { config, db, logger, metrics, readiness }: Kit<Config>,
  bus: BusHandle | undefined,
  stopping: () => boolean,
): Promise<NestFastifyApplication> {
  const kitModule = KitModule.with([
    { provide: CONFIG, useValue: config },
    { provide: LOGGER, useValue: logger },
    { provide: Database, useValue: db },
    { provide: Metrics, useValue: metrics },
    { provide: Readiness, useValue: readiness },
    ...(bus?.providers ?? []),
  ]);
  const adapter = createHttpAdapter({ config, stopping, ...(person && { person }) });
  traceHttp(adapter.getInstance());
  const root = { module: class Desk {}, imports: [kitModule, ...modules] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { bodyParser: false, abortOnError: false, logger: new NestLogger(logger) });
  app.useGlobalFilters(new ProblemFilter(logger));
  app.useGlobalPipes(new InputPipe());
  if (bus) app.connectMicroservice({ strategy: bus.strategy });
  await prepare?.(app);
  await app.init();
  return app;
}

async function serveAll<Config extends BaseConfig>({ grpc = [], config }: StartOptions<Config>, app: NestFastifyApplication): Promise<GrpcServer[]> {
  return Promise.all(
    grpc.map(async ({ service, serve }) => {
      const [address, services] = [grpcAddress(config, service), serve(app)];
      const server = await serveGrpc(address, services);
      const withdraw = serveLocally(address, services);
      return { stop: () => (withdraw(), server.stop()) };
    }),
  );
}

/** Connections go as soon as they are idle; requests that hold their answer (`?wait=`) hold the stop no longer than the grace. */
async function closeApp(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const grace = setTimeout(() => server.closeAllConnections(), 3_000);
  await app.close();
  clearInterval(idle);
  clearTimeout(grace);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
