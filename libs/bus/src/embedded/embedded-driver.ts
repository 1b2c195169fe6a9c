import { type Lane, lanes } from '@deskhand/contracts/words.js';
import type { Database } from '@deskhand/kit/database.js';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sink } from '../commit-batch.js';
import { type Burial, deadLetterId, deadLetterRow, type DeadLetterRow } from '../dead-letter.js';
import { deadLetterHeaders, withDeadLetterHeaders } from '../dead-letter-headers.js';
import type { Appended, Driver } from '../driver.js';
import type { Entry } from '../entry.js';
import type { RawRecord } from '../incoming.js';
import { sinkSql } from '../sink-sql.js';
import type { StoredEvent } from '../stored-event.js';
import { topicsOf, type TopicMap } from '../topic-map.js';
import type { Tuning } from '../tuning.js';
import type { BusLog } from '../surroundings.js';
import type { Worker } from '../worker.js';
import { type HeldLog, holdLog } from './hold-log.js';
import { incomingOf, Subscription } from './subscription.js';

interface Options {
  db: Database;
  topics: TopicMap;
  services: readonly string[];
  log: BusLog;
  tuning: Tuning;
  worker: (service: string) => Worker;
  commit: (entry: Entry) => Promise<unknown>;
}

const sql = sinkSql(
  'bus.log',
  `update bus.position p set seq = n.seq from unnest($6::text[], $7::bigint[]) as n(service, seq) where p.service = n.service and p.seq < n.seq`,
);

/** The bus as one append-only table of the desk's database: outbox and topic in one, for one process. */
export class EmbeddedDriver implements Driver {
  readonly #subscriptions: Subscription[] = [];
  #runs: Promise<void>[] = [];
  #storing: NodeJS.Timeout | undefined;
  /** On a server; an embedded database has the lock of its folder. */
  #held: HeldLog | undefined;
  tail = 0;

  constructor(private readonly options: Options) {}

  sink(): Sink {
    return {
      sql,
      housekeeping: () => {
        const moved = this.#subscriptions.filter(({ position, stored }) => position > stored);
        return [moved.map(({ service }) => service), moved.map(({ position }) => position)];
      },
      committed: (events, [services, positions]) => {
        this.#stored(services as string[], positions as number[]);
        this.#publish(events);
      },
      doubt: () => this.#subscriptions.forEach((subscription) => subscription.reread()),
    };
  }

  async start(): Promise<void> {
    const { db, topics, services, tuning, worker, log } = this.options;
    if (!db.embedded) this.#held = await holdLog(db);
    const [last] = await db.query<{ seq: string }>(`select coalesce(max(seq), 0) as seq from bus.log`);
    this.tail = Math.max(this.tail, Number(last!.seq));
    await db.query(`insert into bus.position (service, seq) select u.service, 0 from unnest($1::text[]) as u(service) on conflict do nothing`, [services]);
    const rows = await db.query<{ service: string; seq: string }>(`select service, seq from bus.position where service = any($1)`, [services]);
    const onError = async (error: unknown) => {
      log.warn({ err: error }, 'The log cannot be read; trying again');
      await sleep(tuning.backoffMs.first);
    };
    for (const { service, seq } of rows)
      this.#subscriptions.push(new Subscription(this, worker(service), topicsOf(topics, service), Number(seq), tuning.pending, onError));
    this.#runs = this.#subscriptions.map((subscription) => subscription.run());
    this.#storing = setInterval(() => void this.#storePositions().catch(() => undefined), 1_000).unref();
  }

  /** One log holds all lanes, and one process reads it. */
  async serve(): Promise<void> {}

  serving(): readonly Lane[] {
    return lanes;
  }

  joined(): readonly Lane[] {
    return lanes;
  }

  async page(after: number, topics: readonly string[], limit: number): Promise<StoredEvent[]> {
    const rows = await this.options.db.query<StoredEvent>(
      `select seq, service, topic, lane, key, id, subject, headers, value, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
       from bus.log where seq > $1 and topic = any($2) order by seq limit $3`,
      [after, topics, limit],
    );
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }

  async append({ topic, key, value, headers = {} }: Appended): Promise<void> {
    const text = typeof value === 'string' ? value : new TextDecoder('utf-8', { fatal: true }).decode(value);
    const id = headers.ce_id ?? createHash('sha256').update(`${topic}|${key ?? ''}|${text}|${process.hrtime.bigint()}`).digest('hex');
    await this.#insert({
      service: 'outside', topic, lane: 'stable', key: key ?? id, id,
      subject: headers.ce_subject ?? null, headers: { ce_source: 'outside', ...headers }, value: text, at: new Date().toISOString(),
    });
  }

  async bury(burial: Burial): Promise<DeadLetterRow> {
    const { incoming } = burial;
    const { id, topic, lane, key, subject, headers, value, source, appendedAt } = incoming;
    const event = { service: source.replace(/^deskhand\//, ''), topic, lane, key, id, subject, headers, value, at: appendedAt };
    const added = deadLetterHeaders(burial, new Date());
    const words = Object.fromEntries(Object.entries(added).map(([name, bytes]) => [name, bytes.toString('base64')]));
    return deadLetterRow(burial, `bus.dead_letter/${deadLetterId(burial)}`, { event, added: words });
  }

  async exhume({ raw }: DeadLetterRow): Promise<RawRecord | undefined> {
    if (!raw) return undefined;
    const { event, added } = raw as { event: StoredEvent; added: Record<string, string> };
    const headers = Object.fromEntries(Object.entries(added).map(([name, base64]) => [name, Buffer.from(base64, 'base64')]));
    const original = incomingOf(event).raw();
    return { ...original, headers: withDeadLetterHeaders(original.headers, headers) };
  }

  async replay({ raw }: DeadLetterRow): Promise<void> {
    await this.#insert((raw as { event: StoredEvent }).event);
  }

  reasons(): string[] {
    return this.#held?.lost ? ['the connection that keeps other desks off this database is gone: start the desk again'] : [];
  }

  lag(): Record<string, number> {
    return Object.fromEntries(this.#subscriptions.map(({ service, lag }) => [service, lag]));
  }

  async stop(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.stop();
  }

  async close(): Promise<void> {
    clearInterval(this.#storing);
    await Promise.all(this.#runs);
    await this.#storePositions().catch((error: unknown) => this.options.log.warn({ err: error }, 'Positions could not be stored'));
    this.#held?.release();
  }

  #publish(events: readonly StoredEvent[]): void {
    if (!events.length) return;
    this.tail = events.at(-1)!.seq;
    for (const subscription of this.#subscriptions) subscription.offer(events);
  }

  /** Through the common queue of commits: the log's order is the order of commits. */
  async #insert(event: Omit<StoredEvent, 'seq'>): Promise<void> {
    await this.options.commit({ service: event.service, inboxIds: [], writes: [], events: [event], attempted: [], bytes: event.value.length });
  }

  async #storePositions(): Promise<void> {
    const moved = this.#subscriptions.filter(({ position, stored }) => position > stored);
    if (!moved.length) return;
    const services = moved.map(({ service }) => service);
    const positions = moved.map(({ position }) => position);
    await this.options.db.query(
      `update bus.position p set seq = n.seq from unnest($1::text[], $2::bigint[]) as n(service, seq) where p.service = n.service and p.seq < n.seq`,
      [services, positions],
    );
    this.#stored(services, positions);
  }

  #stored(services: string[], positions: number[]): void {
    for (const subscription of this.#subscriptions) {
      const at = services.indexOf(subscription.service);
      if (at >= 0) subscription.stored = Math.max(subscription.stored, positions[at]!);
    }
  }
}
