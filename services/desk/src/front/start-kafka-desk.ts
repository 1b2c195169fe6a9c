import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo, Server } from 'node:net';
import { serviceNames } from '@deskhand/contracts/words.js';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { httpSocket } from '@deskhand/kit/run-dir.js';
import { stopOnSignal } from '@deskhand/kit/stop-on-signal.js';
import { startInfrastructure } from '@deskhand/testing/infrastructure/start-infrastructure.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { type DeskConfig, deskConfigSchema } from '../config.js';
import { firstSteps } from '../up/first-steps.js';
import { openSampleShop } from '../up/open-sample-shop.js';
import { makeFrontServer } from './front-server.js';
import { rollOnHangUp } from './roll-on-hang-up.js';
import { ServiceProcess } from './service-process.js';

type Environment = Record<string, string | undefined>;

const readyMs = 120_000;

/** Every service as a process on Kafka and Postgres, behind one port; brings the servers up where none are named. @throws BootFailure */
export async function startKafkaDesk(env: Environment, tell: (line: string) => void = console.log): Promise<void> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  // From the start, so that Ctrl-C while Kafka comes up stops what has come up.
  stopOnSignal(stop, createLogger({ name: 'front', level: env.LOG_LEVEL || 'warn' }));
  try {
    await startAll(env, tell, undo);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(env: Environment, tell: (line: string) => void, undo: (() => Promise<unknown>)[]): Promise<void> {
  const began = performance.now();
  refuseHalf(env);
  refuseOwnServers(env);
  parseConfig(deskConfigSchema, env);
  const servers = env.KAFKA_BROKERS ? {} : await bringUpServers(env, tell, undo);
  const config = parseConfig(deskConfigSchema, { ...env, ...servers });
  mkdirSync(config.DESKHAND_DATA, { recursive: true });
  undo.push(await openSampleShop(config, tell));

  const server = makeFrontServer((service) => httpSocket(config, service));
  const url = await listen(server, config);
  undo.push(async () => closeServer(server));

  const { PORT: _, ...rest } = env;
  const ofServices = { ...rest, ...servers, SHOP_URL: config.SHOP_URL };
  const processes = serviceNames.map((name) => new ServiceProcess(name, ofServices, tell));
  undo.push(() => Promise.all(processes.map((one) => one.stop())));
  tell(`Starting ${serviceNames.join(', ')}, each as a process, behind ${url}.`);
  for (const one of processes) one.start();
  undo.push(rollOnHangUp(processes, (service) => httpSocket(config, service), tell));

  await waitFor(async () => (await fetch(`${url}/readyz`)).status === 200, { for: 'all services to be ready', deadline: readyMs, every: 200 });
  tell(`Ready after ${((performance.now() - began) / 1_000).toFixed(1)} s: ${url}`);
  for (const line of await firstSteps(config, url)) tell(line);
}

function refuseHalf(env: Environment): void {
  if (Boolean(env.KAFKA_BROKERS) === Boolean(env.DATABASE_URL)) return;
  const [given, missing] = env.KAFKA_BROKERS ? ['KAFKA_BROKERS', 'DATABASE_URL'] : ['DATABASE_URL', 'KAFKA_BROKERS'];
  throw new BootFailure(`${given} is set but ${missing} is not: set both, or neither to have Kafka and Postgres brought up here.`);
}

/** A lane beside the stable one is on its servers. */
function refuseOwnServers({ LANE, KAFKA_BROKERS }: Environment): void {
  if (!LANE || LANE === 'stable' || KAFKA_BROKERS) return;
  throw new BootFailure(`LANE is ${LANE} and KAFKA_BROKERS and DATABASE_URL are not set: set them, and SHOP_URL, to those that the stable services print as they start, and PORT to a free one.`);
}

async function bringUpServers(env: Environment, tell: (line: string) => void, undo: (() => Promise<unknown>)[]): Promise<Environment> {
  tell('KAFKA_BROKERS and DATABASE_URL are not set: bringing up Kafka, Postgres and Redis (a minute the first time).');
  try {
    const { environment, stop } = await startInfrastructure({ dir: join(env.DESKHAND_DATA || './.deskhand', 'servers'), message: tell });
    undo.push(stop);
    for (const [name, value] of Object.entries(environment)) tell(`  ${name}=${value}`);
    return { ...environment, ...(env.REDIS_URL && { REDIS_URL: env.REDIS_URL }) };
  } catch (error) {
    throw new BootFailure(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function listen(server: Server, { HOST, PORT }: DeskConfig): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new BootFailure(`Port ${PORT} on ${HOST} is taken by another program: stop it, or set PORT to a free one.`) : error),
    );
    server.listen(PORT, HOST, resolve);
  });
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function closeServer(server: Server & { closeAllConnections?: () => void }): void {
  server.close();
  server.closeAllConnections?.();
}
