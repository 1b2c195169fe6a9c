import type { Database } from '@deskhand/kit/database.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sink } from '../commit-batch.js';
import { sinkSql } from '../sink-sql.js';
import type { StoredEvent } from '../stored-event.js';
import { brokerTopic, type TopicMap } from '../topic-map.js';
import type { Tuning } from '../tuning.js';
import type { BusLog } from '../surroundings.js';
import { kafkaRecord } from './kafka-record.js';
import { splitByBytes } from './split-by-bytes.js';
import type { SteadyProducer } from './steady-producer.js';

export interface PublisherOptions {
  db: Database;
  topics: TopicMap;
  tuning: Tuning;
  log: BusLog;
  /** Bodies with the words of their tokens in place. */
  reveal?: (bodies: object[]) => Promise<object[]>;
}

const sql = sinkSql('bus.outbox', 'delete from bus.outbox where service = any($6::text[]) and seq = any($7::bigint[])');
const pageSize = 500;
const queueBound = 5_000;

/**
 * Brings the committed events of this process' services to the broker, in the order of their commits. They come from memory while it keeps
 * up; at start, after an assignment and when the broker was away too long, from the outbox table, whose rows go once they are sent.
 */
export class Publisher implements Sink {
  readonly sql = sql;
  #queue: StoredEvent[] = [];
  /** Events wait in the table that are not in the queue. */
  #behind = true;
  /** Since the last look at the table something was committed. */
  #missed = false;
  readonly #sent = new Set<number>();
  #stopped = false;
  #sending = false;
  #wake = () => {};
  #waiting: { upTo: number; resolve: () => void }[] = [];
  #progressAt = Date.now();
  #run: Promise<void> | undefined;
  #tidying: NodeJS.Timeout | undefined;

  constructor(
    private readonly services: readonly string[],
    private readonly producer: SteadyProducer,
    private readonly options: PublisherOptions,
  ) {}

  housekeeping(): unknown[] {
    return [this.services, [...this.#sent]];
  }

  committed(events: StoredEvent[], [, deleted]: unknown[]): void {
    for (const seq of deleted as number[]) this.#sent.delete(seq);
    if (!events.length) return;
    if (this.#behind) this.#missed = true;
    else if (this.#queue.length + events.length > queueBound) {
      this.doubt();
    } else {
      if (!this.#queue.length) this.#progressAt = Date.now();
      this.#queue.push(...events);
    }
    this.#wake();
  }

  /** From here on by the table, until it is empty. */
  doubt(): void {
    this.#queue = [];
    this.#behind = this.#missed = true;
    this.#wake();
  }

  start(): void {
    this.#run = this.#publish();
    this.#tidying = setInterval(() => void this.#tidy().catch(() => undefined), 500).unref();
  }

  /** Resolves when everything that was committed before has been sent, by whichever process. */
  async catchUp(): Promise<void> {
    const [row] = await this.options.db.query<{ last: string }>(`select coalesce(max(seq), 0) as last from bus.outbox where service = any($1)`, [this.services]);
    if (Number(row!.last) === 0) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push({ upTo: Number(row!.last), resolve });
      this.doubt();
    });
  }

  /** Milliseconds that events have waited without one being sent. */
  get stalledMs(): number {
    return this.#queue.length || (this.#behind && this.#missed) ? Date.now() - this.#progressAt : 0;
  }

  /** Resolves when everything committed so far has been sent and its rows are gone, or the time is up. */
  async quiet(deadlineMs: number): Promise<void> {
    const end = Date.now() + deadlineMs;
    while ((this.#queue.length || this.#sending || (this.#behind && this.#missed)) && Date.now() < end) await sleep(10);
    await this.#tidy().catch(() => undefined);
  }

  async stop(deadlineMs: number): Promise<void> {
    const end = Date.now() + deadlineMs;
    while ((this.#queue.length || (this.#behind && this.#missed)) && Date.now() < end) await sleep(10);
    this.#stopped = true;
    clearInterval(this.#tidying);
    this.#wake();
    await Promise.race([this.#run, sleep(Math.max(100, end - Date.now()))]);
    await this.#tidy().catch(() => undefined);
  }

  async #publish(): Promise<void> {
    for (let failures = 0; !this.#stopped; )
      try {
        const events = this.#behind ? await this.#fromTable() : this.#fromQueue();
        if (events.length) await this.#send(events);
        else if (!this.#behind && !this.#stopped) await new Promise<void>((resolve) => (this.#wake = resolve));
        failures = 0;
      } catch (error) {
        if (this.#stopped) return;
        // Order is a promise: what could not be sent is not passed by what follows.
        this.doubt();
        this.options.log.warn({ err: error, services: this.services }, 'Publishing failed; trying again');
        await sleep(Math.min(5_000, 50 * 2 ** Math.min(failures++, 7)));
      }
  }

  #fromQueue(): StoredEvent[] {
    return this.#queue.splice(0, pageSize);
  }

  async #fromTable(): Promise<StoredEvent[]> {
    await this.#tidy();
    this.#missed = false;
    const rows = await this.options.db.query<StoredEvent>(
      `select seq, service, topic, lane, key, id, subject, headers, value, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
       from bus.outbox where service = any($1) order by seq limit ${pageSize}`,
      [this.services],
    );
    const first = Number(rows[0]?.seq ?? Infinity);
    this.#waiting = this.#waiting.filter(({ upTo, resolve }) => upTo >= first || void resolve());
    if (!rows.length && !this.#missed) this.#behind = false;
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }

  async #send(events: readonly StoredEvent[]): Promise<void> {
    this.#sending = true;
    try {
      await this.#sendAll(events);
    } finally {
      this.#sending = false;
    }
  }

  async #sendAll(events: readonly StoredEvent[]): Promise<void> {
    const { topics } = this.options;
    const values = await this.#cleared(events);
    const records = events.map((event) => {
      const value = values.get(event) ?? event.value;
      return { seq: event.seq, topic: brokerTopic(topics, event.topic, event.lane), message: kafkaRecord({ ...event, value }) };
    });
    for (const chunk of splitByBytes(records)) {
      await this.producer.send(chunk);
      this.#progressAt = Date.now();
      for (const { seq } of chunk) this.#sent.add(seq);
    }
  }

  /** What goes out in the clear: one question for all that hold a token. */
  async #cleared(events: readonly StoredEvent[]): Promise<Map<StoredEvent, string>> {
    const { reveal, topics } = this.options;
    const clear = reveal ? events.filter(({ topic, value }) => topics[topic]?.clear && value.includes('<')) : [];
    if (!reveal || !clear.length) return new Map();
    const bodies = await reveal(clear.map(({ value }) => JSON.parse(value) as object));
    return new Map(clear.map((event, n) => [event, JSON.stringify(bodies[n])]));
  }

  /** Rows go with the next commit; where none comes, by themselves. */
  async #tidy(): Promise<void> {
    const sent = [...this.#sent];
    if (!sent.length) return;
    await this.options.db.query(`delete from bus.outbox where service = any($1) and seq = any($2::bigint[])`, [this.services, sent]);
    for (const seq of sent) this.#sent.delete(seq);
  }
}
