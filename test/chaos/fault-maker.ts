import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from '@deskhand/testing/infrastructure/running-server.js';
import type { RunningRedis } from '@deskhand/testing/infrastructure/start-redis.js';
import type { Fault } from './history.ts';
import type { PlannedFault } from './plan-faults.ts';
import type { ServiceCrew } from './service-crew.ts';
import type { Proxied } from './start-toxiproxy.ts';

export interface Breakables {
  crew: ServiceCrew;
  servers: { kafka: RunningServer; postgres: RunningServer; redis: RunningRedis };
  network: Readonly<Record<string, Proxied>>;
}

const skewMs = 600_000;

/** Breaks what the plan says, and mends it. One fault of the servers and their network at a time; services die meanwhile. */
export class FaultMaker {
  #serverBusy: Promise<void> = Promise.resolve();
  #skews = 0;

  readonly #breakables: Breakables;
  readonly #faults: Fault[];

  constructor(breakables: Breakables, faults: Fault[]) {
    this.#breakables = breakables;
    this.#faults = faults;
  }

  async make({ kind, target, forMs }: PlannedFault): Promise<void> {
    const fault = { kind, target, from: Date.now(), until: Infinity };
    this.#faults.push(fault);
    try {
      await (target in this.#breakables.servers || kind === 'kill_while_database_hangs' ? this.#inTurn(fault, () => this.#break(kind, target, forMs)) : this.#break(kind, target, forMs));
    } finally {
      fault.until = Date.now();
    }
  }

  #inTurn(fault: Fault, work: () => Promise<unknown>): Promise<unknown> {
    const mine = this.#serverBusy.then(() => ((fault.from = Date.now()), work()));
    this.#serverBusy = mine.then(() => undefined, () => undefined);
    return mine;
  }

  async #break(kind: string, target: string, forMs: number): Promise<unknown> {
    const { crew, servers, network } = this.#breakables;
    const server = servers[target as keyof typeof servers];
    if (network[target] && ['delay', 'half_open', 'cut'].includes(kind)) return this.#breakNetwork(network[target], kind, forMs);
    if (server) return this.#breakServer(server, kind, forMs);
    if (kind === 'freeze') return crew.freeze(target, forMs);
    // Once ahead, once behind.
    if (kind === 'kill_and_skew_clock') return crew.killAndSkew(target, this.#skews++ % 2 ? -skewMs : skewMs);
    if (kind !== 'kill_while_database_hangs') return crew.kill(target);
    await servers.postgres.pause();
    await sleep(forMs / 2);
    crew.kill(target);
    await sleep(forMs / 2);
    return servers.postgres.resume();
  }

  async #breakServer(server: RunningServer, kind: string, forMs: number): Promise<void> {
    if (kind === 'flush') return this.#breakables.servers.redis.flush();
    if (kind === 'freeze') {
      await server.pause();
      await sleep(forMs);
      return server.resume();
    }
    await server.kill();
    await sleep(forMs);
    return server.restart();
  }

  async #breakNetwork(network: Proxied, kind: string, forMs: number): Promise<void> {
    await (kind === 'delay' ? network.delay(300) : kind === 'cut' ? network.cut() : network.halfOpen());
    await sleep(forMs);
    await network.mend();
  }
}
