import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { RunningServer, Tell } from './running-server.js';
import { startKafka } from './start-kafka.js';
import { startPostgres } from './start-postgres.js';
import { startRedis } from './start-redis.js';

export interface SharedInfrastructure {
  /** Where specs ask for a server: GET /kafka, /postgres or /redis answers its address. */
  url: string;
  stop(): Promise<void>;
}

/**
 * One Kafka, one Postgres and one Redis for a whole test run, each started when the first spec asks for it: a run that
 * needs only Postgres does not wait for Kafka.
 */
export async function sharedInfrastructure(message?: Tell): Promise<SharedInfrastructure> {
  const start: Record<string, () => Promise<RunningServer & { address: string }>> = {
    kafka: async () => withAddress(await startKafka({ message }), 'brokers'),
    postgres: async () => withAddress(await startPostgres({ message }), 'url'),
    redis: async () => withAddress(await startRedis({ message }), 'url'),
  };
  const started = new Map<string, ReturnType<(typeof start)[string]>>();

  const desk = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const starting = started.get(name) ?? start[name]?.();
    if (!starting) return void response.writeHead(404).end(`no such server: ${name}`);
    started.set(name, starting);
    starting.then(
      ({ address }) => response.end(address),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  desk.listen(0, '127.0.0.1');
  await once(desk, 'listening');
  return {
    url: `http://127.0.0.1:${(desk.address() as AddressInfo).port}`,
    async stop() {
      desk.close();
      const servers = await Promise.allSettled(started.values());
      await Promise.all(servers.map((server) => server.status === 'fulfilled' && server.value.stop()));
    },
  };
}

function withAddress<S extends RunningServer, K extends keyof S>(server: S, name: K): S & { address: string } {
  return { ...server, address: String(server[name]) };
}
