import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Ask } from './refund-worker.child.ts';
import type { Random } from './random-from.ts';
import { startChild } from './start-child.ts';

interface Worker {
  readonly child: ChildProcess;
  readonly held: Map<number, Ask>;
  /** Answered last: a death takes the mark with it that they were. */
  answered: Ask[];
  isReady: boolean;
}

export interface CrewOptions {
  workers: number;
  /** How many asks one worker has in hand. */
  together: number;
  killEveryMs: number;
  env: Record<string, string>;
  /** Returns what the customer asks next. */
  told(ask: Ask, status: string): Ask | undefined;
}

const forgottenByDeath = 3;

/** Workers in processes of their own. One after the other is killed -9 and started again, and what it had in hand is asked again, as by the bus. */
export class KilledCrew {
  kills = 0;
  askedAgain = 0;
  readonly #workers: Worker[] = [];
  readonly #pending: Ask[];
  readonly #done = Promise.withResolvers<void>();
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(asks: readonly Ask[], private readonly random: Random, private readonly options: CrewOptions) {
    this.#pending = [...asks];
  }

  async work(): Promise<void> {
    for (let n = 0; n < this.options.workers; n++) this.#start();
    this.#plan();
    try {
      await this.#done.promise;
    } finally {
      this.#isOver = true;
      clearTimeout(this.#timer);
      await Promise.all(this.#workers.map(({ child }) => (child.kill('SIGKILL'), once(child, 'exit'))));
    }
  }

  #start(): void {
    const worker: Worker = { child: startChild('./refund-worker.child.ts', this.options.env), held: new Map(), answered: [], isReady: false };
    this.#workers.push(worker);
    worker.child.on('message', (word: { ready: true } | (Ask & { status: string })) => ('ready' in word ? (worker.isReady = true) : this.#hear(worker, word), this.#hand()));
    worker.child.once('exit', (code, signal) => {
      this.#workers.splice(this.#workers.indexOf(worker), 1);
      if (this.#isOver) return;
      if (signal !== 'SIGKILL') return this.#done.reject(new Error(`a worker ended by itself with ${code}`));
      const again = [...worker.held.values(), ...worker.answered];
      this.askedAgain += again.length;
      this.#pending.unshift(...again);
      this.#start();
      this.#hand();
    });
  }

  #hear(worker: Worker, { index, message, status }: Ask & { status: string }): void {
    const ask = { index, message };
    worker.held.delete(index);
    worker.answered = [...worker.answered, ask].slice(-forgottenByDeath);
    const next = this.options.told(ask, status);
    if (next) this.#pending.push(next);
  }

  #hand(): void {
    const isInHand = (index: number) => this.#workers.some(({ held }) => held.has(index));
    for (const worker of this.#workers.filter(({ isReady, child }) => isReady && child.connected)) {
      while (worker.held.size < this.options.together) {
        // The bus gives one conversation's events out one after the other.
        const at = this.#pending.findIndex(({ index }) => !isInHand(index));
        if (at < 0) break;
        const [ask] = this.#pending.splice(at, 1);
        worker.held.set(ask!.index, ask!);
        worker.child.send(ask!);
      }
    }
    if (this.#pending.length === 0 && this.#workers.every(({ held }) => held.size === 0)) this.#done.resolve();
  }

  #plan(): void {
    this.#timer = setTimeout(() => {
      const busy = this.#workers.filter(({ isReady, held }) => isReady && held.size > 0);
      if (busy.length > 0 && this.random.pick(busy).child.kill('SIGKILL')) this.kills += 1;
      this.#plan();
    }, this.options.killEveryMs * (0.5 + this.random.next()));
  }
}
