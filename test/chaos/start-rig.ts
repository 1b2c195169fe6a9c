import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startShop } from '@deskhand/shop/start-shop.js';
import { freePort } from '@deskhand/testing/infrastructure/free-port.js';
import { startKafka } from '@deskhand/testing/infrastructure/start-kafka.js';
import { startPostgres } from '@deskhand/testing/infrastructure/start-postgres.js';
import { startRedis } from '@deskhand/testing/infrastructure/start-redis.js';
import { writeRefundShop } from '../attack/write-refund-shop.ts';
import { identitySecret } from '../support/start-desk.ts';
import type { Plant } from './plants.ts';
import { centsAsked } from './plan-load.ts';
import { ServiceCrew } from './service-crew.ts';
import { snapshotBuild } from './snapshot-build.ts';
import { type Proxied, startToxiproxy } from './start-toxiproxy.ts';

export interface RigOptions {
  seed: number;
  orders: number;
  plant: Plant | undefined;
  tell(line: string): void;
}

/** Kafka, Postgres and Redis, each behind a proxy where there is one, a shop in trouble, and every service as a process. */
export async function startRig({ seed, orders, plant, tell }: RigOptions) {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    return { ...(await start()), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function start() {
    const folder = await mkdtemp(join(tmpdir(), 'deskhand-chaos-'));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    const build = join(folder, 'build');
    await mkdir(build);
    await mkdir(join(folder, 'data'));
    await snapshotBuild(build, plant);
    const toxiproxy = await startToxiproxy(tell);
    if (toxiproxy) ends.push(() => toxiproxy.stop());
    const proxyPort = toxiproxy && (await freePort());
    const [kafka, postgres, redis] = await Promise.all([startKafka(proxyPort ? { proxyPort } : {}), startPostgres(), startRedis()]);
    for (const server of [kafka, postgres, redis]) ends.push(() => server.stop());
    const shopFile = join(folder, 'shop.sqlite');
    writeRefundShop(shopFile, orders, centsAsked);
    // Done and not said, done and 503, not done, no answer: what a real shop does on a bad day.
    const shop = await startShop({ token: 'shop-token', file: shopFile, seed: false, faults: { seed, executeThenTimeOut: 0.06, executeThenFail: 0.06, failBefore: 0.05, hang: 0.02, latencyMs: [5, 60] } });
    ends.push(() => shop.close());
    const database = await postgres.createDatabase('chaos');
    const network: Record<string, Proxied> = {};
    if (toxiproxy) {
      network['kafka'] = await toxiproxy.proxy('kafka', proxyPort!, kafka.behindPort!);
      network['postgres'] = await toxiproxy.proxy('postgres', await freePort(), portOf(database));
      network['redis'] = await toxiproxy.proxy('redis', await freePort(), portOf(redis.url));
    }
    const crew = new ServiceCrew(build, {
      KAFKA_BROKERS: network['kafka'] ? `127.0.0.1:${network['kafka'].port}` : kafka.brokers,
      DATABASE_URL: through(database, network['postgres']), REDIS_URL: through(redis.url, network['redis']),
      SHOP_URL: shop.url, SHOP_TOKEN: 'shop-token', IDENTITY_SECRET: identitySecret, DESKHAND_DATA: join(folder, 'data'), LOG_LEVEL: 'warn',
    }, process.env['CHAOS_LOG'] ?? join(folder, 'services.log'));
    ends.push(() => crew.stop());
    await crew.start();
    return { brokers: kafka.brokers, crew, servers: { kafka, postgres, redis }, network, shop };
  }
}
export type Rig = Awaited<ReturnType<typeof startRig>>;

function portOf(url: string): number {
  return Number(new URL(url).port);
}

function through(url: string, proxied: Proxied | undefined): string {
  return proxied ? url.replace(`:${portOf(url)}`, `:${proxied.port}`) : url;
}
