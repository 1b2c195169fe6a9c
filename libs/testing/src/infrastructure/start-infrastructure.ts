import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dropLock, lockOwner, takeLock } from './process-lock.js';
import type { Tell } from './running-server.js';
import { startKafka, type RunningKafka } from './start-kafka.js';
import { startPostgres, type RunningPostgres } from './start-postgres.js';
import { startRedis, type RunningRedis } from './start-redis.js';

export interface Infrastructure {
  kafka: RunningKafka;
  postgres: RunningPostgres;
  redis: RunningRedis;
  /** What the services read: KAFKA_BROKERS, DATABASE_URL, REDIS_URL. */
  environment: { KAFKA_BROKERS: string; DATABASE_URL: string; REDIS_URL: string };
  stop(): Promise<void>;
}

/** All three servers, on their usual ports where those are free; data in `dir`, or temporary. */
export async function startInfrastructure(options: { dir?: string; message?: Tell } = {}): Promise<Infrastructure> {
  const lock = options.dir ? await lockFolder(options.dir) : undefined;
  const dirOf = (name: string) => (options.dir ? join(options.dir, name) : undefined);
  const starting = [
    startKafka({ dir: dirOf('kafka'), port: 9092, message: options.message }),
    startPostgres({ dir: dirOf('postgres'), port: 5432, message: options.message }),
    startRedis({ dir: dirOf('redis'), port: 6379, message: options.message }),
  ] as const;
  const stop = async () => {
    const servers = await Promise.allSettled(starting);
    await Promise.all(servers.map((server) => server.status === 'fulfilled' && server.value.stop()));
    if (lock) await dropLock(lock);
  };
  try {
    const [kafka, postgres, redis] = await Promise.all(starting);
    const database = await postgres.createDatabase('deskhand');
    const environment = { KAFKA_BROKERS: kafka.brokers, DATABASE_URL: database, REDIS_URL: redis.url };
    return { kafka, postgres, redis, environment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function lockFolder(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  const lock = join(dir, 'in-use.lock');
  // The second time for the lock of a process that died.
  if ((await takeLock(lock)) || (await takeLock(lock))) return lock;
  throw new Error(`The servers of ${dir} are already running, started by process ${await lockOwner(lock)}.`);
}
