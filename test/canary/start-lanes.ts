import { randomUUID } from 'node:crypto';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { startKafka } from '@deskhand/testing/infrastructure/start-kafka.js';
import { startPostgres } from '@deskhand/testing/infrastructure/start-postgres.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { Kafka, logLevel } from 'kafkajs';
import { type RunningDesk, startDesk } from '../support/start-desk.ts';
import { LaneWatcher } from './lane-watcher.ts';

const root = join(import.meta.dirname, '../..');

export interface Rollout {
  version: number;
  adopted: boolean;
  canary: { percent: number; wantedPercent: number };
  processes: { lane: string; services: string[]; serving: string[] }[];
}

/** A stable desk and a canary beside it, on one Kafka, one Postgres and one shop, and a watcher that knows nothing but the topics. */
export async function startLanes() {
  const ends: (() => Promise<unknown>)[] = [];
  const kafka = await startKafka();
  ends.push(() => kafka.stop());
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  const env = { KAFKA_BROKERS: kafka.brokers, DATABASE_URL: await postgres.createDatabase(`lanes_${randomUUID().slice(0, 8)}`), LOG_LEVEL: 'warn' };
  const stable = await startDesk({ env });
  ends.push(() => stable.stop());
  const canary = await startDesk({ env: { ...env, LANE: 'canary', SHOP_URL: stable.shop.url }, dataDir: stable.dataDir });
  ends.push(() => canary.stop());
  const watcher = new LaneWatcher(kafka.brokers);
  await watcher.start();
  ends.push(() => watcher.stop());
  const producer = new Kafka({ brokers: kafka.brokers.split(','), logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  ends.push(() => producer.disconnect());
  await until(stable, 'both sets of services to be there', ({ processes }) => serving(processes, 'stable', 'stable') && serving(processes, 'canary', 'canary'));
  /** A service alone in another lane, on the same servers and shop. */
  const beside = async (lane: string, service: string) => {
    const one = await startDesk({ entry: `services/${service}/dist/main.js`, env: { ...env, LANE: lane, SHOP_URL: stable.shop.url }, dataDir: stable.dataDir });
    ends.push(() => one.stop());
    return one;
  };
  return {
    stable, canary, watcher, beside,
    brokers: kafka.brokers,
    send: (tickets: object[]) => producer.send({ topic: 'ticket.submitted.v1', messages: tickets.map((ticket) => ({ key: randomUUID(), value: JSON.stringify(ticket) })) }),
    cli: (...args: string[]) => runCli(stable.url, args),
    rollout: async () => (await stable.client.call<Rollout>('GET', '/v1/rollout')).body,
    until: (what: string, holds: (rollout: Rollout) => boolean) => until(stable, what, holds),
    async stop() {
      for (const end of ends.toReversed()) await end();
    },
  };
}
export type Lanes = Awaited<ReturnType<typeof startLanes>>;

function until(stable: RunningDesk, what: string, holds: (rollout: Rollout) => boolean): Promise<Rollout> {
  const look = async () => {
    const { body } = await stable.client.call<Rollout>('GET', '/v1/rollout');
    return holds(body) ? body : undefined;
  };
  return waitFor(look, { for: what, deadline: 60_000, every: 200 }) as Promise<Rollout>;
}

export function serving(processes: Rollout['processes'], lane: string, served: string): boolean {
  return processes.some((one) => one.lane === lane && one.serving.includes(served));
}

/** The command line as an operator types it. */
function runCli(url: string, args: string[]): Promise<{ code: number; out: string }> {
  const env = { ...process.env, DESKHAND_URL: url };
  return new Promise((resolve) => {
    execFile(join(root, 'node_modules/.bin/node'), [join(root, 'services/desk/bin/deskhand.mjs'), ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out: stdout + stderr }),
    );
  });
}
