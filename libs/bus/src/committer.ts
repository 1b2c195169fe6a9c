import type { Database } from '@deskhand/kit/database.js';
import { Transient } from '@deskhand/kit/errors.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoff } from './backoff.js';
import { commitBatch, Repeated, Unfit, type BatchResult, type Sink } from './commit-batch.js';
import type { Entry, Verdict } from './entry.js';
import { isRowFault } from './is-row-fault.js';
import type { Tuning } from './tuning.js';

interface Waiting {
  entry: Entry;
  /** After this moment (ms) it is not tried again on a database that is away. */
  giveUpAt: number;
  resolve: (verdict: Verdict) => void;
  reject: (error: unknown) => void;
}

/** Group commit: one transaction in flight; everything that arrived meanwhile is the next one. */
export class Committer {
  #queue: Waiting[] = [];
  #running = false;
  /** Entries of about the last 100 ms, older ones fading. */
  #crowd = 0;
  #crowdAt = 0;

  constructor(
    private readonly db: Database,
    private readonly sink: Sink,
    private readonly tuning: Tuning,
    private readonly warn: (message: string, error: unknown) => void,
  ) {}

  get waiting(): number {
    return this.#queue.length;
  }

  /** @throws what the database says about this very entry; Transient when it is away longer than `patienceMs` */
  commit(entry: Entry, patienceMs = Infinity): Promise<Verdict> {
    this.#count();
    return new Promise((resolve, reject) => {
      this.#queue.push({ entry, giveUpAt: Date.now() + patienceMs, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Whoever commits in this very turn still joins the first batch.
    await (this.#lingerMs ? sleep(this.#lingerMs) : new Promise(setImmediate));
    while (this.#queue.length) {
      await this.#settle(this.#take());
      if (this.#lingerMs) await sleep(this.#lingerMs);
    }
    this.#running = false;
  }

  /** A transaction costs about the same for one as for ten: where many come, a few more milliseconds bring them together. */
  get #lingerMs(): number {
    return this.#crowd >= 10 ? this.tuning.crowdLingerMs : this.tuning.lingerMs;
  }

  #count(): void {
    const now = performance.now();
    this.#crowd = this.#crowd * Math.exp((this.#crowdAt - now) / 100) + 1;
    this.#crowdAt = now;
  }

  #take(): Waiting[] {
    const { count, bytes } = this.tuning.batch;
    let size = 0;
    let n = 0;
    while (n < this.#queue.length && n < count && (n === 0 || size + this.#queue[n]!.entry.bytes <= bytes)) size += this.#queue[n++]!.entry.bytes;
    return this.#queue.splice(0, n);
  }

  async #settle(batch: Waiting[]): Promise<void> {
    let wary = false;
    for (let failures = 0; batch.length; ) {
      try {
        const { verdicts } = await this.#transact(batch, wary);
        for (const { entry, resolve } of batch) resolve(verdicts.get(entry)!);
        return;
      } catch (error) {
        if (error instanceof Repeated) wary = true;
        else if (error instanceof Unfit) batch = dropUnfit(batch, error);
        else if (isRowFault(error)) return this.#bisect(batch, error);
        else batch = await this.#wait(batch, error, ++failures);
      }
    }
  }

  async #transact(batch: Waiting[], wary: boolean): Promise<BatchResult> {
    const housekeeping = this.sink.housekeeping();
    const entries = batch.map(({ entry }) => entry);
    const result = await this.db.transaction((client) => commitBatch(client, this.sink, entries, housekeeping, wary));
    this.sink.committed(result.events, housekeeping);
    return result;
  }

  /** One bad row must not harm its neighbours: halves are tried apart until it stands alone. */
  async #bisect(batch: Waiting[], error: unknown): Promise<void> {
    if (batch.length === 1) return batch[0]!.reject(error);
    const middle = batch.length >> 1;
    await this.#settle(batch.slice(0, middle));
    await this.#settle(batch.slice(middle));
  }

  /** The database is away, full or busy: nobody's fault, so nobody's attempt. */
  async #wait(batch: Waiting[], error: unknown, failures: number): Promise<Waiting[]> {
    this.sink.doubt();
    this.warn('The database does not take a batch; trying again', error);
    await sleep(10 + backoff(failures, this.tuning.backoffMs, Math.random()));
    const now = Date.now();
    const [patient, done] = [batch.filter(({ giveUpAt }) => giveUpAt > now), batch.filter(({ giveUpAt }) => giveUpAt <= now)];
    for (const { reject } of done) reject(new Transient('The database is not available.', { cause: error }));
    return patient;
  }
}

function dropUnfit(batch: Waiting[], { entries, verdict }: Unfit): Waiting[] {
  for (const { entry, resolve } of batch) if (entries.has(entry)) resolve(verdict);
  return batch.filter(({ entry }) => !entries.has(entry));
}
