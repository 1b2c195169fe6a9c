import { Transient } from '@deskhand/kit/errors.js';
import { setMaxListeners } from 'node:events';
import { Attempts } from './attempts.js';
import type { BatchHandler, Cause, Handler, Outcome } from './delivery.js';
import { Gathering } from './gathering.js';
import { Handling } from './handling.js';
import { inboxId, type Incoming } from './incoming.js';
import { KeyLanes } from './key-lanes.js';
import type { Surroundings } from './surroundings.js';

/** The first records of a stretch of the log, where a delivery that ends the process would lie. */
export interface Probation {
  left: number;
}

/** What the driver wants to know of each record. */
export interface Course {
  /** It was taken in. */
  begun?: (record: Incoming) => void;
  /** It needs no further handling. */
  finished: (record: Incoming) => void;
}

/** One service's handling: key lanes, retry, dead letter, requests. */
export class Worker {
  readonly #lanes = new KeyLanes();
  #gathering: Gathering | undefined;
  readonly #attempts: Attempts;
  readonly #handling: Handling;
  readonly #closing = new AbortController();
  #gate: Promise<void> = Promise.resolve();
  #pending = 0;
  #requests = 0;
  #progressAt = Date.now();
  #changed: (() => void)[] = [];

  constructor(
    readonly service: string,
    private readonly around: Surroundings,
  ) {
    this.#attempts = new Attempts(around.db, service);
    this.#handling = new Handling(service, around, this.#attempts, this.#closing.signal, () => this.#notify());
    setMaxListeners(0, this.#closing.signal);
  }

  handle(topic: string, handler: Handler): void {
    this.#handling.handlers.set(topic, handler);
  }

  /** For every topic of the service, in place of handlers for each. */
  handleBatches(handler: BatchHandler): void {
    this.#handling.batchHandler = handler;
    const { ms, until } = this.around.tuning.gather[this.service] ?? { ms: 0, until: [] };
    this.#gathering = new Gathering(ms, until, (key, take) => this.#lanes.run(key, async () => this.#handling.settleTogether(take())));
  }

  /** Takes records in, in order, as room allows; resolves when all are taken (or the worker closes, or `signal` aborts). */
  async feed(records: readonly Incoming[], probation: Probation, course: Course, signal?: AbortSignal): Promise<void> {
    const stop = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
    const suspects = await this.#mark(records.slice(0, probation.left));
    probation.left -= Math.min(probation.left, records.length);
    for (const record of records) {
      await this.#passGate(stop);
      if (stop.aborted) return;
      const deaths = suspects.size ? suspects.get(inboxId(record)) : undefined;
      if (deaths) await this.#alone(record, deaths, course, stop);
      else void this.#receive(record, () => this.#settle(record), course);
    }
  }

  /** A request or a timer: the same lane and the same batch as the key's deliveries, but errors go to the caller. */
  async write<T>(cause: Cause, work: (cause: Cause) => Promise<Outcome & { result?: T }>): Promise<T> {
    if (this.closed) throw new Transient('The desk is shutting down.');
    this.#requests++;
    try {
      return await this.#lanes.run(cause.key, () => this.#handling.perform(cause, work));
    } finally {
      this.#requests--;
      this.#notify();
    }
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  get pending(): number {
    return this.#pending;
  }

  get saturated(): boolean {
    return this.#pending + this.#requests >= this.around.tuning.saturation || this.around.committer.waiting >= this.around.tuning.saturation;
  }

  /** Milliseconds without progress while something waits. */
  get stalledMs(): number {
    return this.#pending ? Date.now() - this.#progressAt : 0;
  }

  /** Begins nothing new; resolves when what runs has finished or the deadline has passed. */
  async close(deadlineMs: number): Promise<boolean> {
    this.#closing.abort();
    this.#notify();
    const signal = AbortSignal.timeout(deadlineMs);
    await this.#until(() => this.#handling.running === 0 && this.#requests === 0, signal);
    if (this.#handling.running) return false;
    // Marked but not finished, and innocent: nobody may suspect them later.
    await this.#attempts.forget([...this.#handling.marked].filter(([, deaths]) => !deaths).map(([id]) => id)).catch(() => undefined);
    return true;
  }

  async #mark(records: readonly Incoming[]): Promise<Map<string, number>> {
    if (!records.length) return new Map();
    const ids = records.map(inboxId);
    for (let failures = 1; !this.closed; failures++)
      try {
        const suspects = await this.#attempts.mark(ids);
        // What this very process has marked says nothing: it is alive. What counts is what it found when it first met the record.
        for (const id of ids) this.#handling.marked.set(id, this.#handling.marked.get(id) ?? suspects.get(id) ?? 0);
        return new Map(ids.map((id) => [id, this.#handling.marked.get(id)!]));
      } catch (error) {
        await this.#handling.pause(failures, error, 'The database does not answer; waiting');
      }
    return new Map();
  }

  async #receive(record: Incoming, settle: () => Promise<boolean>, { begun, finished }: Course): Promise<void> {
    begun?.(record);
    if (this.#pending++ === 0) this.#progressAt = Date.now();
    try {
      if (await settle()) finished(record);
    } catch (error) {
      this.around.log.error({ err: error, service: this.service, topic: record.topic }, 'A delivery fell out of its lane');
    } finally {
      this.#pending--;
      this.#progressAt = Date.now();
      this.#notify();
    }
  }

  #settle(record: Incoming): Promise<boolean> {
    return this.#gathering ? this.#gathering.add(record) : this.#lanes.run(record.key, () => this.#handling.settle(record));
  }

  /** Nothing else of the service runs beside a suspect: if the process ends now, it is to blame. */
  async #alone(record: Incoming, deaths: number, course: Course, stop: AbortSignal): Promise<void> {
    const before = this.#gate;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = promise;
    try {
      await before;
      await this.#until(() => this.#pending === 0, stop);
      if (stop.aborted) return;
      const settle = () => this.#lanes.run(record.key, () => this.#handling.settleSuspect(record, deaths));
      await this.around.alone.use(async () => {
        if (!stop.aborted) await Promise.race([this.#receive(record, settle, course), aborted(stop)]);
      });
    } finally {
      resolve();
    }
  }

  /** Room for one more, and no suspect alone in there. */
  async #passGate(stop: AbortSignal): Promise<void> {
    for (let gate; gate !== this.#gate; ) {
      gate = this.#gate;
      await gate;
      await this.#until(() => this.#pending < this.around.tuning.pending, stop);
    }
  }

  async #until(holds: () => boolean, signal: AbortSignal): Promise<void> {
    if (holds()) return;
    const wake = () => this.#notify();
    signal.addEventListener('abort', wake);
    while (!holds() && !signal.aborted) await new Promise<void>((resolve) => this.#changed.push(resolve));
    signal.removeEventListener('abort', wake);
  }

  #notify(): void {
    const waiting = this.#changed;
    if (!waiting.length) return;
    this.#changed = [];
    for (const resolve of waiting) resolve();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
