import type { TopicName } from '@deskhand/contracts/topics.js';
import { Permanent, Transient } from '@deskhand/kit/errors.js';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Attempts } from './attempts.js';
import { backoff } from './backoff.js';
import type { Committer } from './committer.js';
import type { Database } from '@deskhand/kit/database.js';
import type { Burial } from './dead-letter.js';
import { decode } from './decode.js';
import type { Cause, Delivery, Handler, Outcome, OutgoingEvent } from './delivery.js';
import { type Entry, entryOf } from './entry.js';
import { inboxId, type Incoming } from './incoming.js';
import { KeyLanes } from './key-lanes.js';
import { refuseOversized } from './refuse-oversized.js';
import { Slots } from './slots.js';
import type { Write } from './statement.js';
import type { Tuning } from './tuning.js';

/** What a worker needs of the bus around it. */
export interface Surroundings {
  db: Database;
  committer: Committer;
  tuning: Tuning;
  log: BusLog;
  trace: Trace;
  /** Makes the record durable as a dead letter; answers the row that says so. */
  bury: (burial: Burial) => Promise<Write>;
  buried: () => void;
  /** More events that go with a dead letter. */
  mourn: (delivery: Delivery, error: unknown, service: string, body: unknown) => Promise<readonly OutgoingEvent[]>;
}

export interface BusLog {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
}

/** Joins the handling to the trace that the headers carry, and what follows from it to the current one. */
export interface Trace {
  process<T>(delivery: Delivery, service: string, work: () => Promise<T>): Promise<T>;
  /** Of what follows from the delivery, or from the current request. */
  headers(delivery: Delivery | undefined): Record<string, string>;
}

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

class EndsProcess extends Permanent {}

const conflictRuns = 30;

/** One service's handling: key lanes, retry, dead letter, requests. */
export class Worker {
  readonly #handlers = new Map<string, Handler>();
  readonly #lanes = new KeyLanes();
  readonly #slots: Slots;
  readonly #attempts: Attempts;
  /** Marks of deliveries not yet finished, with the deaths they are suspected of. */
  readonly #marked = new Map<string, number>();
  readonly #closing = new AbortController();
  #gate: Promise<void> = Promise.resolve();
  #pending = 0;
  #running = 0;
  #requests = 0;
  #progressAt = Date.now();
  #changed: (() => void)[] = [];

  constructor(
    readonly service: string,
    private readonly around: Surroundings,
  ) {
    this.#slots = new Slots(around.tuning.inFlight);
    this.#attempts = new Attempts(around.db, service);
    setMaxListeners(0, this.#closing.signal);
  }

  handle(topic: string, handler: Handler): void {
    this.#handlers.set(topic, handler);
  }

  /**
   * Takes records in, in order, as room allows; resolves when all are taken (or the worker closes, or `signal` aborts).
   */
  async feed(records: readonly Incoming[], probation: Probation, course: Course, signal?: AbortSignal): Promise<void> {
    const stop = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
    const suspects = await this.#mark(records.slice(0, probation.left));
    probation.left -= Math.min(probation.left, records.length);
    for (const record of records) {
      await this.#gate;
      await this.#until(() => this.#pending < this.around.tuning.pending, stop);
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
      return await this.#lanes.run(cause.key, () => this.#slots.use(() => this.#perform(cause, work)));
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
    await this.#until(() => this.#running === 0 && this.#requests === 0, signal);
    if (this.#running) return false;
    // Marked but not finished, and innocent: nobody may suspect them later.
    await this.#attempts.forget([...this.#marked].filter(([, deaths]) => !deaths).map(([id]) => id)).catch(() => undefined);
    return true;
  }

  async #mark(records: readonly Incoming[]): Promise<Map<string, number>> {
    if (!records.length) return new Map();
    const ids = records.map(inboxId);
    for (let failures = 1; !this.closed; failures++)
      try {
        const suspects = await this.#attempts.mark(ids);
        // What this very process has marked says nothing: it is alive. What counts is what it found when it first met the record.
        for (const id of ids) this.#marked.set(id, this.#marked.get(id) ?? suspects.get(id) ?? 0);
        return new Map(ids.map((id) => [id, this.#marked.get(id)!]));
      } catch (error) {
        await this.#pause(failures, error, 'The database does not answer; waiting');
      }
    return new Map();
  }

  async #receive(record: Incoming, settle: () => Promise<boolean>, { begun, finished }: Course): Promise<void> {
    begun?.(record);
    if (this.#pending++ === 0) this.#progressAt = Date.now();
    try {
      if (await this.#lanes.run(record.key, settle)) finished(record);
    } catch (error) {
      this.around.log.error({ err: error, service: this.service, topic: record.topic }, 'A delivery fell out of its lane');
    } finally {
      this.#pending--;
      this.#progressAt = Date.now();
      this.#notify();
    }
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
      await this.#receive(record, () => this.#settleSuspect(record, deaths), course);
    } finally {
      resolve();
    }
  }

  async #settleSuspect(record: Incoming, deaths: number): Promise<boolean> {
    const id = inboxId(record);
    for (let failures = 1; !this.closed; failures++)
      try {
        if (await this.#attempts.isHandled(id)) return await this.#forget(record);
        if (deaths >= this.around.tuning.deaths)
          return this.#bury(record, new EndsProcess(`Its handling has ended the process ${deaths} times.`), deaths);
        await this.#attempts.count(id);
        return await this.#settle(record);
      } catch (error) {
        await this.#pause(failures, error, 'The database does not answer; waiting');
      }
    return false;
  }

  /** True when the record needs no further handling; false when the worker closed first. */
  async #settle(record: Incoming): Promise<boolean> {
    const { tuning } = this.around;
    for (let attempt = 1, outages = 0; !this.closed; ) {
      try {
        await this.#slots.use(() => this.#once(record, attempt));
        return true;
      } catch (error) {
        const handled = await this.#attempts.isHandled(inboxId(record)).catch(() => undefined);
        if (handled) return this.#forget(record);
        // Without a database nothing can be judged: that is no attempt.
        if (handled === undefined) await this.#pause(++outages, error, 'The database does not answer; waiting');
        else if (error instanceof Permanent || attempt >= tuning.attempts) return this.#bury(record, error, attempt);
        else await this.#pause(attempt++, error, 'A handler failed; it runs again');
      }
    }
    return false;
  }

  async #once(record: Incoming, attempt: number): Promise<void> {
    if (this.closed) throw new Transient('The desk is shutting down.');
    this.#running++;
    try {
      const delivery = deliveryOf(record, attempt);
      const handler = this.#handlers.get(record.topic);
      if (!handler) throw new Permanent(`${this.service} has no handler for ${record.topic}.`);
      const id = inboxId(record);
      const attempted = this.#marked.has(id);
      await this.around.trace.process(delivery, this.service, () =>
        this.#commit(
          () => handler(decode(record.value), delivery),
          (outcome) => entryOf({ ...outcome, service: this.service, inboxId: id, headers: this.around.trace.headers(delivery), attempted }),
        ),
      );
      this.#marked.delete(id);
    } finally {
      this.#running--;
      this.#notify();
    }
  }

  async #perform<T>(cause: Cause, work: (cause: Cause) => Promise<Outcome & { result?: T }>): Promise<T> {
    const headers = this.around.trace.headers(undefined);
    // The inbox row tells a commit that was applied but reported as failed from one that was not.
    const id = inboxId({ topic: '', source: '', id: cause.id });
    const outcome = await this.#commit(
      () => work(cause),
      (outcome) => entryOf({ ...outcome, service: this.service, inboxId: id, headers }),
      this.around.tuning.writePatienceMs,
    );
    return outcome?.result as T;
  }

  /** Runs again, with fresh reads, as long as somebody else changes the state in between. */
  async #commit<O extends Outcome>(run: () => Promise<O | undefined>, entry: (outcome: O | undefined) => Entry, patienceMs?: number): Promise<O | undefined> {
    for (let runs = 1; ; runs++) {
      const outcome = await run();
      const made = entry(outcome);
      refuseOversized(made);
      const verdict = await this.around.committer.commit(made, patienceMs);
      if (verdict !== 'conflict') {
        if (verdict === 'committed') this.#afterCommit(outcome);
        return outcome;
      }
      if (runs >= conflictRuns) throw new Transient(`The state changed under the handler ${runs} times in a row.`);
      if (runs > 3) await sleep(Math.random() * 10 * runs);
    }
  }

  #afterCommit(outcome: Outcome | undefined): void {
    try {
      outcome?.afterCommit?.();
    } catch (error) {
      this.around.log.error({ err: error, service: this.service }, 'afterCommit failed');
    }
  }

  async #bury(record: Incoming, error: unknown, attempts: number): Promise<boolean> {
    const delivery = deliveryOf(record, attempts);
    const burial: Burial = { service: this.service, group: groupName(this.service, record), incoming: record, error, attempts };
    for (let failures = 1; !this.closed; failures++)
      try {
        const row = await this.around.bury(burial);
        const events = await this.around.mourn(delivery, error, this.service, readable(record.value));
        const headers = this.around.trace.headers(delivery);
        await this.around.committer.commit(entryOf({ service: this.service, inboxId: null, writes: [row], events, headers }));
        this.around.buried();
        // A copy of what ends the process must not be tried anew: its marks stay until it is redriven.
        if (!(error instanceof EndsProcess)) await this.#forget(record);
        this.around.log.error({ err: error, service: this.service, topic: record.topic, subject: record.subject, attempts }, 'Dead letter');
        return true;
      } catch (failure) {
        await this.#pause(failures, failure, 'A dead letter could not be kept; trying again');
      }
    return false;
  }

  /** It is settled without a commit of its own: its mark goes too. */
  async #forget(record: Incoming): Promise<true> {
    const id = inboxId(record);
    if (this.#marked.has(id)) await this.#attempts.forget([id]).catch(() => undefined);
    this.#marked.delete(id);
    return true;
  }

  async #pause(failures: number, error: unknown, message: string): Promise<void> {
    this.around.log.warn({ err: error, service: this.service, failures }, message);
    const delay = backoff(failures, this.around.tuning.backoffMs, Math.random());
    await sleep(delay, undefined, { signal: this.#closing.signal }).catch(() => undefined);
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

/** Undefined for what nobody can read: it may be just that which ended up here. */
function readable(value: Incoming['value']): unknown {
  try {
    return decode(value);
  } catch {
    return undefined;
  }
}

export function groupName(service: string, { lane }: Pick<Incoming, 'lane'>): string {
  return lane === 'stable' ? service : `${service}.${lane}`;
}

function deliveryOf(record: Incoming, attempt: number): Delivery {
  const { id, topic, lane, key, subject, source, time, appendedAt, headers } = record;
  // Only topics of the map are heard, and the desk's map is the contract's.
  return { id, topic: topic as TopicName, lane, key, subject, source, time, appendedAt, headers, attempt };
}
