import type { Database } from '@deskhand/kit/database.js';
import type { Lane } from '@deskhand/contracts/words.js';
import type { Admin, Kafka } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sink } from '../commit-batch.js';
import { type Burial, deadLetterRow, type DeadLetterRow } from '../dead-letter.js';
import { deadLetterHeaders, withDeadLetterHeaders, withoutDeadLetterHeaders } from '../dead-letter-headers.js';
import type { Appended, Driver } from '../driver.js';
import type { RawRecord } from '../incoming.js';
import { brokerTopic, topicsOf, type TopicMap } from '../topic-map.js';
import type { Tuning } from '../tuning.js';
import { groupName } from '../group-name.js';
import type { BusLog } from '../surroundings.js';
import type { Worker } from '../worker.js';
import { ensureTopics } from './ensure-topics.js';
import { fetchRecord } from './fetch-record.js';
import { GroupConsumer } from './group-consumer.js';
import { kafkaClient, type KafkaOptions } from './kafka-client.js';
import { LaneGroups } from './lane-groups.js';
import { Publisher } from './publisher.js';
import { SteadyProducer } from './steady-producer.js';

export type { KafkaOptions } from './kafka-client.js';

interface Options {
  db: Database;
  topics: TopicMap;
  services: readonly string[];
  lanes?: readonly Lane[];
  isIdle?: boolean;
  kafka: KafkaOptions;
  log: BusLog;
  tuning: Tuning;
  reveal?: (bodies: object[]) => Promise<object[]>;
  worker: (service: string) => Worker;
}

/** How long `start` waits for a broker before the desk goes on without: requests are taken, events wait in the outbox. */
const startPatienceMs = 15_000;

export class KafkaDriver implements Driver {
  readonly #kafka: Kafka;
  readonly #admin: Admin;
  readonly #producer: SteadyProducer;
  readonly #publisher: Publisher;
  readonly #groups: LaneGroups;
  readonly #lanes: readonly Lane[];
  #isStopped = false;
  #isBegun = false;
  #down: string | undefined = 'the broker has not answered yet';

  constructor(private readonly options: Options) {
    this.#kafka = kafkaClient(options.kafka, options.log);
    this.#admin = this.#kafka.admin();
    this.#lanes = options.isIdle ? [] : (options.lanes ?? ['stable']);
    this.#producer = new SteadyProducer(this.#kafka, options.tuning, options.log);
    this.#publisher = new Publisher(options.services, this.#producer, options);
    this.#groups = new LaneGroups({
      make: (lane) => options.services.flatMap((service) => this.#groupOf(service, lane)),
      ensureTopics: (lanes) => ensureTopics(this.#admin, options.topics, lanes, options.kafka.replicationFactor),
      published: (deadlineMs) => this.#publisher.quiet(deadlineMs),
      drainMs: options.tuning.drainMs,
    });
  }

  sink(): Sink {
    return this.#publisher;
  }

  async start(): Promise<void> {
    this.#publisher.start();
    await Promise.race([this.#begin(), sleep(startPatienceMs, undefined, { ref: false })]);
  }

  /** Before the broker has answered for the first time there is nothing to change: `start` serves this process' own lanes. */
  async serve(lanes: readonly Lane[]): Promise<void> {
    if (this.#isBegun && !this.#isStopped) await this.#groups.serve(lanes);
  }

  serving(): readonly Lane[] {
    return this.#isBegun ? this.#groups.lanes : this.#lanes;
  }

  joined(): readonly Lane[] {
    return this.#groups.joinedLanes;
  }

  async append({ topic, key, value, headers = {} }: Appended): Promise<void> {
    await this.#producer.send([{ topic: brokerTopic(this.options.topics, topic, 'stable'), message: { key: key ?? null, value, headers } }]);
  }

  /** Straight to the broker, not through the outbox: a public record's dead letter holds words that no table may hold. */
  async bury(burial: Burial): Promise<DeadLetterRow> {
    const { incoming } = burial;
    const original = incoming.raw();
    const headers = withDeadLetterHeaders(original.headers, deadLetterHeaders(burial, new Date()));
    const topic = `${incoming.place.topic}.dlq`;
    const [sent] = await this.#producer.send([{ topic, message: { key: original.key, value: original.value, headers } }]);
    return deadLetterRow(burial, `${topic}[${sent!.partition}]@${sent!.baseOffset}`, null);
  }

  exhume({ kept_at }: DeadLetterRow): Promise<RawRecord | undefined> {
    return fetchRecord(this.#kafka, this.#admin, placeOf(kept_at));
  }

  async replay({ place }: DeadLetterRow, { key, value, headers }: RawRecord): Promise<void> {
    const message = { key, value, headers: withoutDeadLetterHeaders(headers) };
    await this.#producer.send([{ topic: placeOf(place).topic, message }]);
  }

  reasons(): string[] {
    if (this.#down) return [`Kafka: ${this.#down}`];
    const isStuck = this.#publisher.stalledMs > this.options.tuning.wedgedMs;
    return [...this.#groups.all.flatMap((group) => group.reasons()), ...(isStuck ? ['committed events cannot be published'] : [])];
  }

  lag(): Record<string, number> {
    // Who serves no lane is behind in none.
    const isIdle = this.#isBegun && this.#groups.lanes.length === 0;
    const lag: Record<string, number> = isIdle ? Object.fromEntries(this.options.services.map((service) => [service, 0])) : {};
    for (const { service, lag: behind } of this.#groups.all.map((group) => group.report())) lag[service] = (lag[service] ?? 0) + behind;
    return lag;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
  }

  async close(deadlineMs: number): Promise<void> {
    await Promise.all(this.#groups.all.map((group) => group.stop(deadlineMs)));
    await this.#publisher.stop(deadlineMs);
    await this.#producer.stop();
    await Promise.race([this.#admin.disconnect().catch(() => undefined), sleep(1_000)]);
  }

  #groupOf(service: string, lane: Lane): GroupConsumer[] {
    const { topics, tuning, log, worker } = this.options;
    // Topics that are not split are stable's alone, or each lane would handle them once more.
    const heard = topicsOf(topics, service).filter((topic) => lane === 'stable' || topics[topic]!.laned);
    if (!heard.length) return [];
    const group = new GroupConsumer({
      service, kafka: this.#kafka, admin: this.#admin, groupId: groupName(service, { lane }), lane, topics: heard, map: topics, tuning, log,
      worker: () => worker(service), isOwn: (this.options.lanes ?? ['stable']).includes(lane),
      beforeHandling: () => this.#publisher.catchUp(),
    });
    return [group];
  }

  async #begin(): Promise<void> {
    for (let failures = 0; !this.#isStopped; failures = Math.min(failures + 1, 6))
      try {
        await this.#admin.connect();
        await this.#groups.serve(this.#lanes);
        this.#down = undefined;
        this.#isBegun = true;
        await this.#groups.joined;
        return;
      } catch (error) {
        this.#down = error instanceof Error ? error.message : String(error);
        this.options.log.warn({ err: error }, 'Kafka does not answer; trying again');
        await sleep(100 * 2 ** failures);
      }
  }
}

/** `topic[partition]@offset` */
function placeOf(place: string): { topic: string; partition: number; offset: string } {
  const [, topic, partition, offset] = /^(.+)\[(\d+)\]@(\d+)$/.exec(place)!;
  return { topic: topic!, partition: Number(partition), offset: offset! };
}
