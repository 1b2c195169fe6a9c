import type { Incoming } from './incoming.js';

interface Waiting {
  record: Incoming;
  resolve: (settled: boolean) => void;
  reject: (error: unknown) => void;
}

/** Settles what `take` gives, in the key's lane; it may be called later, and then takes what has come meanwhile too. */
type Settle = (key: string, take: () => Incoming[]) => Promise<boolean[]>;

/** Lets the deliveries of a key wait a moment for one another, so that they are handled together. */
export class Gathering {
  readonly #waiting = new Map<string, { records: Waiting[]; called: boolean }>();
  readonly #until: ReadonlySet<string>;

  constructor(
    private readonly ms: number,
    until: readonly string[],
    private readonly settle: Settle,
  ) {
    this.#until = new Set(until);
  }

  add(record: Incoming): Promise<boolean> {
    const { key, topic } = record;
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const waiting = this.#waiting.get(key);
    if (waiting) waiting.records.push({ record, resolve, reject });
    else this.#waiting.set(key, { records: [{ record, resolve, reject }], called: false });
    if (this.#until.has(topic)) void this.#call(key);
    else if (!waiting) setTimeout(() => void this.#call(key), this.ms);
    return promise;
  }

  async #call(key: string): Promise<void> {
    const waiting = this.#waiting.get(key);
    if (!waiting || waiting.called) return;
    waiting.called = true;
    const take = () => {
      this.#waiting.delete(key);
      return waiting.records.map(({ record }) => record);
    };
    try {
      const settled = await this.settle(key, take);
      waiting.records.forEach(({ resolve }, n) => resolve(settled[n]!));
    } catch (error) {
      for (const { reject } of waiting.records) reject(error);
    }
  }
}
