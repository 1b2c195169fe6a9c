import type { Lane } from '@deskhand/contracts/words.js';
import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Incoming } from '../incoming.js';
import type { TopicMap } from '../topic-map.js';
import { brokerTopic } from '../topic-map.js';
import type { Tuning } from '../tuning.js';
import type { BusLog } from '../surroundings.js';
import type { Worker } from '../worker.js';
import { Generation, type Progress } from './generation.js';
import { readRecord } from './read-record.js';

export interface GroupOptions {
  service: string;
  kafka: Kafka;
  admin: Admin;
  groupId: string;
  lane: Lane;
  /** Names in the map. */
  topics: readonly string[];
  map: TopicMap;
  worker: () => Worker;
  /** The process is there for this lane; others it has taken on, and is ready while it joins them. */
  isOwn: boolean;
  tuning: Tuning;
  log: BusLog;
  /** Runs after each assignment, before anything is handled: what was committed earlier must go out first. */
  beforeHandling: () => Promise<void>;
}

/** One consumer group of a service in a lane: feeds its worker, commits only what is finished, and starts again whenever kafkajs stops. */
export class GroupConsumer {
  readonly #names: Map<string, string>;
  #consumer: Consumer | undefined;
  #generation: Generation | undefined;
  #downSince: number | undefined;
  #down = 'has not joined its group yet';
  #stopped = Promise.withResolvers<void>();
  #isStopped = false;
  readonly #finishing = new AbortController();
  #life: Promise<void> | undefined;
  #joined = Promise.withResolvers<void>();
  #committing: NodeJS.Timeout | undefined;
  #isCommitting = false;
  #watching: NodeJS.Timeout | undefined;
  #fedAt = Date.now();
  readonly #madeAt = Date.now();

  constructor(private readonly options: GroupOptions) {
    this.#names = new Map(options.topics.map((topic) => [brokerTopic(options.map, topic, options.lane), topic]));
  }

  /** Resolves when the group was joined for the first time. */
  start(): Promise<void> {
    this.#life = this.#live();
    this.#committing = setInterval(() => void this.commit(), this.options.tuning.commitIntervalMs);
    // Only the broker knows how much waits when nothing is fetched any more.
    this.#watching = setInterval(() => void this.#generation?.look().catch(() => undefined), this.options.tuning.wedgedMs / 3);
    return this.#joined.promise;
  }

  reasons(): string[] {
    const { groupId, tuning, isOwn } = this.options;
    if (!this.#generation && !this.#downSince) return isOwn || Date.now() - this.#madeAt > tuning.wedgedMs ? [`${groupId} ${this.#down}`] : [];
    if (this.#downSince && Date.now() - this.#downSince > tuning.wedgedMs) return [`${groupId} does not consume: ${this.#down}`];
    // Fetching has stopped although the broker holds more: kafkajs looks alive then.
    if (this.lag > 0 && this.options.worker().pending === 0 && Date.now() - this.#fedAt > tuning.wedgedMs) return [`${groupId} is ${this.lag} records behind and fetches none`];
    return [];
  }

  get isJoined(): boolean {
    return this.#generation !== undefined;
  }

  get lag(): number {
    return this.#generation?.lag ?? 0;
  }

  report(): { service: string; lag: number } {
    return { service: this.options.service, lag: this.lag };
  }

  /** Commits what is finished, in the generation it was handled in. */
  async commit(): Promise<void> {
    const generation = this.#generation;
    if (!generation || !this.#consumer || this.#isCommitting) return;
    const offsets = generation.uncommitted();
    if (!offsets.length) return;
    this.#isCommitting = true;
    try {
      await this.#consumer.commitOffsets(offsets);
      generation.committed(offsets);
    } catch (error) {
      // Rebalancing or no coordinator: what is not committed comes again and the inbox skips it.
      this.options.log.warn({ err: error, group: this.options.groupId }, 'Offsets could not be committed');
    } finally {
      this.#isCommitting = false;
    }
  }

  /** Takes nothing more in; resolves when all that was taken in is finished and its offsets are committed, or the time is up. */
  async finish(deadlineMs: number): Promise<void> {
    this.#finishing.abort();
    const end = Date.now() + deadlineMs;
    while ((this.#generation?.unfinished ?? 0) > 0 && Date.now() < end) await sleep(10);
    while (this.#isCommitting) await sleep(5);
    await Promise.race([this.commit(), sleep(Math.max(100, end - Date.now()))]);
  }

  async stop(deadlineMs: number): Promise<void> {
    clearInterval(this.#committing);
    clearInterval(this.#watching);
    while (this.#isCommitting) await sleep(5);
    await Promise.race([this.commit(), sleep(deadlineMs)]);
    this.#isStopped = true;
    this.#stopped.resolve();
    await Promise.race([this.#life, sleep(deadlineMs)]);
  }

  async #live(): Promise<void> {
    for (let failures = 0; !this.#isStopped; failures = Math.min(failures + 1, 6)) {
      const joinedBefore = this.#generation;
      const consumer = this.#makeConsumer();
      const crashed = Promise.withResolvers<Error>();
      consumer.on('consumer.crash', ({ payload }) => crashed.resolve(payload.error));
      try {
        await this.#run(consumer);
        const error = await Promise.race([crashed.promise, this.#stopped.promise]);
        if (error) throw error;
      } catch (error) {
        this.#down = error instanceof Error ? error.message : String(error);
        this.options.log.warn({ err: error, group: this.options.groupId }, 'The consumer has stopped; starting it again');
      }
      if (this.#generation !== joinedBefore) failures = 0;
      this.#downSince ??= Date.now();
      this.#consumer = undefined;
      this.#generation?.end();
      await consumer.disconnect().catch(() => undefined);
      await Promise.race([sleep(100 * 2 ** failures), this.#stopped.promise]);
    }
  }

  #makeConsumer(): Consumer {
    const { kafka, groupId, tuning } = this.options;
    const consumer = kafka.consumer({
      groupId,
      sessionTimeout: tuning.sessionTimeoutMs,
      heartbeatInterval: Math.floor(tuning.sessionTimeoutMs / 10),
      rebalanceTimeout: Math.max(10_000, tuning.sessionTimeoutMs),
      maxWaitTimeInMs: 250,
      maxBytesPerPartition: 512 * 1024,
      maxBytes: 4 * 1024 * 1024,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 4, restartOnFailure: async () => false },
    });
    consumer.on('consumer.group_join', ({ payload }) => this.#join(payload.memberAssignment));
    return consumer;
  }

  async #run(consumer: Consumer): Promise<void> {
    await consumer.connect();
    await consumer.subscribe({ topics: [...this.#names.keys()], fromBeginning: true });
    this.#consumer = consumer;
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      // Partitions wait for one another only where the worker has no room.
      partitionsConsumedConcurrently: 16,
      eachBatch: (payload) => this.#eachBatch(consumer, payload),
    });
  }

  #join(assignment: Record<string, number[]>): void {
    this.#generation?.end();
    const { admin, groupId, beforeHandling, tuning } = this.options;
    this.#generation = new Generation(admin, groupId, assignment, tuning.pending, beforeHandling);
    this.#downSince = undefined;
    this.#fedAt = Date.now();
    this.#joined.resolve();
  }

  async #eachBatch(consumer: Consumer, payload: EachBatchPayload): Promise<void> {
    const generation = this.#generation;
    if (!generation || generation.ended) return;
    const lost = new AbortController();
    // kafkajs sends no heartbeat while a batch is in hand.
    const beat = () => payload.heartbeat().catch((error: unknown) => lost.abort(error));
    const beating = setInterval(() => void beat(), this.options.tuning.sessionTimeoutMs / 10);
    try {
      await this.#take(consumer, generation, payload, AbortSignal.any([lost.signal, generation.signal, this.#finishing.signal]));
      lost.signal.throwIfAborted();
      // The next fetch then brings what came meanwhile in one answer.
      const { service, tuning } = this.options;
      await sleep(tuning.fetchPauses[service] ?? tuning.fetchPauseMs);
    } finally {
      clearInterval(beating);
    }
  }

  async #take(consumer: Consumer, generation: Generation, { batch, resolveOffset, isRunning, isStale }: EachBatchPayload, signal: AbortSignal): Promise<void> {
    const { topic, partition } = batch;
    const { fetchedOffset } = batch as typeof batch & { fetchedOffset: string };
    const progress = await generation.progress(topic, partition, Number(fetchedOffset));
    const isOver = () => signal.aborted || !isRunning() || isStale() || this.options.worker().closed;
    if (isOver()) return;
    if (typeof progress === 'number') return consumer.seek({ topic, partition, offset: String(progress) });
    progress.end = Number(batch.highWatermark);
    this.#fedAt = Date.now();
    const records = batch.messages.filter(({ offset }) => Number(offset) >= progress.watermark.next).map((message) => readRecord(this.#origin(topic, partition), message));
    await this.options.worker().feed(records, progress.probation, course(generation, progress), signal);
    if (isOver()) return;
    const last = batch.lastOffset();
    progress.watermark.skipTo(Number(last) + 1);
    resolveOffset(last);
    this.#fedAt = Date.now();
  }

  #origin(name: string, partition: number) {
    const topic = this.#names.get(name)!;
    return { brokerTopic: name, topic, partition, lane: this.options.lane, laned: this.options.map[topic]!.laned };
  }
}

function course(generation: Generation, { watermark }: Progress) {
  return {
    begun: ({ place }: Incoming) => watermark.start(Number(place.offset)),
    // An older generation's work is done all the same, but the partition is somebody else's now.
    finished: ({ place }: Incoming) => void (generation.ended || watermark.finish(Number(place.offset))),
  };
}
