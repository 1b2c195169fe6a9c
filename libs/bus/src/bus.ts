import { BootFailure } from '@deskhand/kit/boot-failure.js';
import type { Database } from '@deskhand/kit/database.js';
import { migrate } from '@deskhand/kit/migrate.js';
import type { Lane } from '@deskhand/contracts/words.js';
import { randomUUID } from 'node:crypto';
import { checkHandlers, type Registration } from './check-handlers.js';
import { Committer } from './committer.js';
import { type Burial, type DeadLetterSummary, insertDeadLetter } from './dead-letter.js';
import { DeadLetters, type DeadLetterFilter } from './dead-letters.js';
import type { BatchHandler, Cause, Delivery, Handler, Outcome, OutgoingEvent } from './delivery.js';
import type { Appended, Driver } from './driver.js';
import { EmbeddedDriver } from './embedded/embedded-driver.js';
import type { Entry } from './entry.js';
import type { RawRecord } from './incoming.js';
import { KafkaDriver, type KafkaOptions } from './kafka/kafka-driver.js';
import { LaneTable } from './lane-table.js';
import { Slots } from './slots.js';
import { write } from './statement.js';
import { sweepTables } from './sweep-tables.js';
import { type TopicMap, topicsOf } from './topic-map.js';
import { defaultTuning, type Tuning } from './tuning.js';
import type { BusLog, Trace } from './surroundings.js';
import { Worker } from './worker.js';

export interface BusOptions {
  db: Database;
  topics: TopicMap;
  /** The services of this process. */
  services: readonly string[];
  /** The lanes it serves, each with consumer groups of its own. The embedded bus serves all. */
  lanes?: readonly Lane[];
  /** On Kafka: takes no events until `serve` names lanes. */
  isIdle?: boolean;
  /** Without it: the embedded bus, in `db`. */
  kafka?: KafkaOptions;
  log: BusLog;
  /** Puts words back for tokens as events of `clear` topics are written to Kafka. */
  reveal?: (bodies: object[]) => Promise<object[]>;
  /** Events that go with a dead letter, committed with it; `body` is undefined where it cannot be read. */
  onDeadLetter?: (delivery: Delivery, error: unknown, service: string, body: unknown) => readonly OutgoingEvent[] | Promise<readonly OutgoingEvent[]>;
  trace?: Trace;
  tuning?: Partial<Tuning>;
}

export interface WriteOptions {
  /** The ticket. */
  subject?: string | null;
  lane?: Lane;
  /** Same id, same effect once; a second call resolves without a fresh result. */
  id?: string;
}

const sweepMs = 3_600_000;

export class Bus {
  readonly deadLetters: DeadLetters;
  readonly lanes = new LaneTable();
  readonly #workers = new Map<string, Worker>();
  readonly #alone = new Slots(1);
  readonly #registrations: Registration[] = [];
  readonly #driver: Driver;
  readonly #tuning: Tuning;
  #state: 'new' | 'running' | 'closed' = 'new';
  #sweeping: NodeJS.Timeout | undefined;
  #draining: Promise<void> | undefined;

  constructor(private readonly options: BusOptions) {
    this.#tuning = { ...defaultTuning, ...(options.kafka ? { lingerMs: 3 } : { crowdLingerMs: 3 }), ...options.tuning };
    const worker = (service: string) => this.#worker(service);
    const parts = { ...options, tuning: this.#tuning, worker, commit: (entry: Entry) => committer.commit(entry) };
    this.#driver = options.kafka ? new KafkaDriver({ ...parts, kafka: options.kafka }) : new EmbeddedDriver(parts);
    this.deadLetters = new DeadLetters(options.db, this.#driver);
    // One queue for all services of the process: the fewer transactions, the better, and the embedded log's order must be that of commits.
    const committer = new Committer(options.db, this.#driver.sink(), this.#tuning, (message, error) => options.log.warn({ err: error }, message));
    for (const service of options.services) this.#workers.set(service, this.#makeWorker(service, committer));
  }

  /** Registers the one handler of a topic in a service; `@Hears` does it for controllers. */
  handle(service: string, topic: string, handler: Handler): void {
    this.#registrations.push({ service, topic });
    this.#workers.get(service)?.handle(topic, handler);
  }

  /** One handler for all topics of a service: what waits of one key comes together. `@HearsAll` does it for controllers. */
  handleBatches(service: string, handler: BatchHandler): void {
    this.#registrations.push(...topicsOf(this.options.topics, service).map((topic) => ({ service, topic })));
    this.#workers.get(service)?.handleBatches(handler);
  }

  /** @throws BootFailure when a declared topic has no handler, or two, or a handler no topic */
  async start(): Promise<void> {
    const { db, topics, services } = this.options;
    const faults = checkHandlers(topics, services, this.#registrations);
    if (faults.length) throw new BootFailure(faults.join('\n'));
    await this.prepare();
    await this.#driver.start();
    await this.deadLetters.refresh();
    this.#state = 'running';
    const sweep = () => sweepTables(db, this.#tuning, topics).catch((error: unknown) => this.options.log.warn({ err: error }, 'Sweeping old rows failed'));
    this.#sweeping = setInterval(sweep, sweepMs).unref();
    void sweep();
  }

  /** The bus' own tables; for those who write before `start`. */
  prepare(): Promise<void> {
    return migrate(this.options.db, 'bus', new URL('../migrations/', import.meta.url));
  }

  /**
   * For requests and timers: `work` runs in the lane of `key` like a delivery, what it returns joins the group commit, and the promise
   * resolves when it is committed. What `work` throws rejects at once; when the state has moved meanwhile, `work` runs again.
   */
  write<T = undefined>(service: string, key: string, work: (cause: Cause) => Promise<Outcome & { result?: T }>, options: WriteOptions = {}): Promise<T> {
    const { subject = null, lane = this.options.lanes?.[0] ?? 'stable', id = randomUUID() } = options;
    return this.#worker(service).write({ id, lane, key, subject, time: new Date().toISOString() }, work);
  }

  /** Puts a record on a public input topic, as an outside system would. */
  append(record: Appended): Promise<void> {
    return this.#driver.append(record);
  }

  /** More waits than a service should take in: answer 429. */
  saturated(service: string): boolean {
    return this.#worker(service).saturated;
  }

  ready(): { ok: boolean; reasons: string[] } {
    const reasons = this.#state === 'running' ? this.#driver.reasons() : [`the bus is ${this.#state === 'new' ? 'starting' : 'closed'}`];
    for (const { service, stalledMs, pending } of this.#workers.values())
      if (stalledMs > this.#tuning.wedgedMs) reasons.push(`${service} has finished none of ${pending} deliveries for ${Math.round(stalledMs / 1000)} s`);
    return { ok: reasons.length === 0, reasons };
  }

  /** Takes the events of these lanes from now on, and lets go of others, what was begun in them finished. */
  serve(lanes: readonly Lane[]): Promise<void> {
    return this.#driver.serve(lanes);
  }

  /** The lanes that it is to serve, from the first moment on. */
  get serving(): readonly Lane[] {
    return this.#driver.serving();
  }

  /** The lanes whose events come. */
  get joined(): readonly Lane[] {
    return this.#driver.joined();
  }

  /** Records behind, by service. */
  lag(): Record<string, number> {
    return this.#driver.lag();
  }

  /** Deliveries taken in and not finished. */
  stats(service: string): { pending: number } {
    return { pending: this.#worker(service).pending };
  }

  listDeadLetters(filter?: DeadLetterFilter): Promise<DeadLetterSummary[]> {
    return this.deadLetters.list(filter);
  }

  readDeadLetter(id: string): Promise<(DeadLetterSummary & { record: RawRecord | undefined }) | undefined> {
    return this.deadLetters.read(id);
  }

  /** Puts the original back bit by bit; the services that handled it before skip it. */
  replayDeadLetter(id: string): Promise<boolean> {
    return this.deadLetters.replay(id);
  }

  purgeDeadLetters(filter: DeadLetterFilter & { id?: string }): Promise<number> {
    return this.deadLetters.purge(filter);
  }

  /** Takes nothing new, finishes what runs within the deadline, stores positions, leaves. */
  drain(deadlineMs = this.#tuning.drainMs): Promise<void> {
    this.#draining ??= this.#drain(deadlineMs);
    return this.#draining;
  }

  async #drain(deadlineMs: number): Promise<void> {
    const end = Date.now() + deadlineMs;
    clearInterval(this.#sweeping);
    const started = this.#state === 'running';
    this.#state = 'closed';
    if (started) await this.#driver.stop();
    await Promise.all([...this.#workers.values()].map((worker) => worker.close(deadlineMs)));
    if (started) await this.#driver.close(Math.max(500, end - Date.now()));
  }

  #worker(service: string): Worker {
    const worker = this.#workers.get(service);
    if (!worker) throw new Error(`This process does not run ${service}; it runs ${[...this.#workers.keys()].join(', ')}.`);
    return worker;
  }

  #makeWorker(service: string, committer: Committer): Worker {
    const { db, log, onDeadLetter, trace = passTraceOn } = this.options;
    const bury = async (burial: Burial) => write(insertDeadLetter, await this.#driver.bury(burial));
    const mourn = async (delivery: Delivery, error: unknown, _service: string, body: unknown) => {
      try {
        return (await onDeadLetter?.(delivery, error, service, body)) ?? [];
      } catch (failure) {
        log.error({ err: failure, service }, 'onDeadLetter failed; the dead letter is kept without its events');
        return [];
      }
    };
    return new Worker(service, { db, committer, tuning: this.#tuning, log, trace, bury, mourn, alone: this.#alone, buried: () => this.deadLetters.grew(service) });
  }
}

const passTraceOn: Trace = {
  process: (_delivery, _service, work) => work(),
  headers: (delivery): Record<string, string> => (delivery?.headers.traceparent ? { traceparent: delivery.headers.traceparent } : {}),
};
