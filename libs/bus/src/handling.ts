import type { TopicName } from '@deskhand/contracts/topics.js';
import { Permanent, Transient } from '@deskhand/kit/errors.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempts } from './attempts.js';
import { backoff } from './backoff.js';
import type { Burial } from './dead-letter.js';
import { decode } from './decode.js';
import type { BatchHandler, Cause, Delivery, Handler, Outcome } from './delivery.js';
import { type Entry, entryOf } from './entry.js';
import { groupName } from './group-name.js';
import { inboxId, type Incoming } from './incoming.js';
import { refuseOversized } from './refuse-oversized.js';
import { Slots } from './slots.js';
import type { Surroundings } from './surroundings.js';

class EndsProcess extends Permanent {}

const conflictRuns = 30;

/** One delivery or request from its first try to its commit, or to its dead letter. */
export class Handling {
  readonly handlers = new Map<string, Handler>();
  /** Takes what waits of one key together, in place of the others. */
  batchHandler: BatchHandler | undefined;
  /** Marks of deliveries not yet finished, with the deaths they are suspected of. */
  readonly marked = new Map<string, number>();
  running = 0;
  private readonly slots: Slots;
  /** Of their own: somebody waits for a request, and a thousand deliveries may wait before it. */
  private readonly requestSlots: Slots;

  constructor(
    private readonly service: string,
    private readonly around: Surroundings,
    private readonly attempts: Attempts,
    /** Aborted when nothing new may begin. */
    private readonly closing: AbortSignal,
    private readonly changed: () => void,
  ) {
    this.slots = new Slots(around.tuning.inFlight);
    this.requestSlots = new Slots(around.tuning.inFlight);
  }

  async settleSuspect(record: Incoming, deaths: number): Promise<boolean> {
    const id = inboxId(record);
    for (let failures = 1; !this.closing.aborted; failures++)
      try {
        if (await this.attempts.isHandled(id)) return await this.#forget(record);
        if (deaths >= this.around.tuning.deaths)
          return this.#bury(record, new EndsProcess(`Its handling has ended the process ${deaths} times.`), deaths);
        await this.attempts.count(id);
        return await this.settle(record);
      } catch (error) {
        await this.pause(failures, error, 'The database does not answer; waiting');
      }
    return false;
  }

  /** True when the record needs no further handling; false when the worker closed first. */
  async settle(record: Incoming): Promise<boolean> {
    const { tuning } = this.around;
    for (let attempt = 1, outages = 0; !this.closing.aborted; ) {
      try {
        await this.slots.use(() => this.#once([record], attempt));
        return true;
      } catch (error) {
        const handled = await this.attempts.isHandled(inboxId(record)).catch(() => undefined);
        if (handled) return this.#forget(record);
        // Without a database nothing can be judged: that is no attempt.
        if (handled === undefined) await this.pause(++outages, error, 'The database does not answer; waiting');
        else if (error instanceof Permanent || attempt >= tuning.attempts) return this.#bury(record, error, attempt);
        else await this.pause(attempt++, error, 'A handler failed; it runs again');
      }
    }
    return false;
  }

  /** Records of one key in one go; where that fails, one after the other, each with its own tries. Answers as `settle` does. */
  async settleTogether(records: readonly Incoming[]): Promise<boolean[]> {
    const isOnceEach = new Set(records.map(inboxId)).size === records.length;
    if (records.length > 1 && isOnceEach)
      try {
        await this.slots.use(() => this.#once(records, 1));
        return records.map(() => true);
      } catch (error) {
        this.around.log.info({ err: error, service: this.service, records: records.length }, 'Deliveries could not be handled together');
      }
    const settled: boolean[] = [];
    for (const record of records) settled.push(await this.settle(record));
    return settled;
  }

  async #once(records: readonly Incoming[], attempt: number): Promise<void> {
    if (this.closing.aborted) throw new Transient('The desk is shutting down.');
    this.running++;
    try {
      const deliveries = records.map((record) => deliveryOf(record, attempt));
      const inboxIds = records.map(inboxId);
      const attempted = inboxIds.filter((id) => this.marked.has(id));
      const [first] = deliveries;
      await this.around.trace.process(first!, this.service, () =>
        this.#commit(
          () => this.#call(records, deliveries),
          (outcome) => entryOf({ ...outcome, service: this.service, inboxIds, headers: this.around.trace.headers(first), attempted }),
        ),
      );
      for (const id of attempted) this.marked.delete(id);
    } finally {
      this.running--;
      this.changed();
    }
  }

  #call(records: readonly Incoming[], deliveries: readonly Delivery[]): Promise<Outcome | undefined> {
    if (this.batchHandler) return this.batchHandler(deliveries.map((delivery, n) => ({ body: decode(records[n]!.value), delivery })));
    const [delivery] = deliveries;
    const handler = this.handlers.get(delivery!.topic);
    if (!handler) throw new Permanent(`${this.service} has no handler for ${delivery!.topic}.`);
    return handler(decode(records[0]!.value), delivery!);
  }

  /** A request: what it throws is the caller's. */
  perform<T>(cause: Cause, work: (cause: Cause) => Promise<Outcome & { result?: T }>): Promise<T> {
    return this.requestSlots.use(() => this.#perform(cause, work));
  }

  async #perform<T>(cause: Cause, work: (cause: Cause) => Promise<Outcome & { result?: T }>): Promise<T> {
    const headers = this.around.trace.headers(undefined);
    // The inbox row tells a commit that was applied but reported as failed from one that was not.
    const id = inboxId({ topic: '', source: '', id: cause.id });
    const outcome = await this.#commit(
      () => work(cause),
      (outcome) => entryOf({ ...outcome, service: this.service, inboxIds: [id], headers }),
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
      if (verdict === 'torn') throw new Transient('Some of these deliveries were handled before.');
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
    for (let failures = 1; !this.closing.aborted; failures++)
      try {
        const row = await this.around.bury(burial);
        const events = await this.around.mourn(delivery, error, this.service, readable(record.value));
        const headers = this.around.trace.headers(delivery);
        await this.around.committer.commit(entryOf({ service: this.service, inboxIds: [], writes: [row], events, headers }));
        this.around.buried();
        // A copy of what ends the process must not be tried anew: its marks stay until it is redriven.
        if (!(error instanceof EndsProcess)) await this.#forget(record);
        this.around.log.error({ err: error, service: this.service, topic: record.topic, subject: record.subject, attempts }, 'Dead letter');
        return true;
      } catch (failure) {
        await this.pause(failures, failure, 'A dead letter could not be kept; trying again');
      }
    return false;
  }

  /** It is settled without a commit of its own: its mark goes too. */
  async #forget(record: Incoming): Promise<true> {
    const id = inboxId(record);
    if (this.marked.has(id)) await this.attempts.forget([id]).catch(() => undefined);
    this.marked.delete(id);
    return true;
  }

  async pause(failures: number, error: unknown, message: string): Promise<void> {
    this.around.log.warn({ err: error, service: this.service, failures }, message);
    const delay = backoff(failures, this.around.tuning.backoffMs, Math.random());
    await sleep(delay, undefined, { signal: this.closing }).catch(() => undefined);
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

function deliveryOf(record: Incoming, attempt: number): Delivery {
  const { id, topic, lane, key, subject, source, time, appendedAt, headers } = record;
  // Only topics of the map are heard, and the desk's map is the contract's.
  return { id, topic: topic as TopicName, lane, key, subject, source, time, appendedAt, headers, attempt };
}
