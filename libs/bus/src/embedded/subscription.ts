import type { Lane } from '@deskhand/contracts/words.js';
import type { Incoming } from '../incoming.js';
import type { StoredEvent } from '../stored-event.js';
import { Watermark } from '../watermark.js';
import type { Probation, Worker } from '../worker.js';

/** What a subscription asks of the log. */
export interface LogReader {
  /** The last committed seq. */
  readonly tail: number;
  page(after: number, topics: readonly string[], limit: number): Promise<StoredEvent[]>;
}

const pageSize = 500;
const queueBound = 2_000;

/** One service's way through the log: from memory while it keeps up, from the table at start and when it falls behind. */
export class Subscription {
  readonly #topics: ReadonlySet<string>;
  readonly #watermark: Watermark;
  readonly #probation: Probation;
  #queue: StoredEvent[] = [];
  /** The last seq seen, whether or not it was for us. */
  #cursor: number;
  #live = false;
  #stopped = false;
  #wake = () => {};
  stored: number;

  constructor(
    private readonly log: LogReader,
    private readonly worker: Worker,
    topics: readonly string[],
    position: number,
    probation: number,
    private readonly onError: (error: unknown) => Promise<void>,
  ) {
    this.#topics = new Set(topics);
    this.#cursor = position;
    this.#watermark = new Watermark(position + 1);
    // Nobody can have died of what is said from now on.
    this.#probation = { left: Math.min(probation, Math.max(0, log.tail - position)) };
    this.stored = position;
  }

  get service(): string {
    return this.worker.service;
  }

  /** Everything up to it is finished. */
  get position(): number {
    return this.#watermark.position - 1;
  }

  get lag(): number {
    return this.worker.pending + this.#queue.length + (this.#live ? 0 : this.log.tail - this.#cursor);
  }

  /** Called after each commit, in order, with what it added. */
  offer(events: readonly StoredEvent[]): void {
    if (!this.#live) return;
    const mine = events.filter(({ seq, topic }) => seq > this.#cursor && this.#topics.has(topic));
    // Memory is bounded: what does not fit is read from the table when there is room again.
    if (this.#queue.length + mine.length > queueBound) this.#live = false;
    else this.#take(mine, events.at(-1)!.seq);
    this.#wake();
  }

  /** The table may hold what no commit has brought along. */
  reread(): void {
    this.#live = false;
    this.#wake();
  }

  async run(): Promise<void> {
    while (!this.#stopped)
      try {
        if (!this.#queue.length && !this.#live) await this.#readOn();
        const events = this.#queue;
        this.#queue = [];
        if (events.length) await this.worker.feed(events.map(incomingOf), this.#probation, { finished: ({ place }) => this.#watermark.finish(Number(place.offset)) });
        else if (this.#live && !this.#stopped) await new Promise<void>((resolve) => (this.#wake = resolve));
      } catch (error) {
        await this.onError(error);
      }
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  async #readOn(): Promise<void> {
    const tail = this.log.tail;
    const events = await this.log.page(this.#cursor, [...this.#topics], pageSize);
    const last = events.at(-1)?.seq ?? this.#cursor;
    const whole = events.length < pageSize;
    this.#take(events, whole ? Math.max(tail, last) : last);
    // Nothing was committed while the page was read: from here on commits bring their events along.
    this.#live = whole && this.log.tail <= this.#cursor;
  }

  #take(events: readonly StoredEvent[], cursor: number): void {
    for (const event of events) {
      this.#watermark.start(event.seq);
      this.#queue.push(event);
    }
    this.#cursor = Math.max(this.#cursor, cursor);
    this.#watermark.skipTo(this.#cursor + 1);
  }
}

export function incomingOf(event: StoredEvent): Incoming {
  const { seq, service, topic, lane, key, id, subject, headers, value, at } = event;
  return {
    id,
    topic,
    lane: lane as Lane,
    key,
    subject,
    source: headers.ce_source ?? `deskhand/${service}`,
    time: headers.ce_time ?? at,
    appendedAt: at,
    headers,
    value,
    place: { topic, partition: 0, offset: String(seq), timestamp: Date.parse(at) },
    raw: () => ({ key: Buffer.from(key), value: Buffer.from(value), headers: rawHeaders(event) }),
  };
}

function rawHeaders({ id, service, subject, lane, headers }: StoredEvent): Record<string, Buffer> {
  const words = { ce_id: id, ce_source: `deskhand/${service}`, ce_lane: lane, ...(subject && { ce_subject: subject }), ...headers };
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, Buffer.from(word)]));
}
