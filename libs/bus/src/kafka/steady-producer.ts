import { type Kafka, Partitioners, type Producer, type RecordMetadata } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoff } from '../backoff.js';
import type { Tuning } from '../tuning.js';
import type { BusLog } from '../surroundings.js';
import type { Addressed } from './split-by-bytes.js';

/**
 * Sends one run of records after the other and does not give up. After any error the producer is thrown away: an idempotent one that
 * failed may be past repair, and kafkajs goes on without idempotence, silently, when connecting failed half-way.
 */
export class SteadyProducer {
  #producer: Producer | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly kafka: Kafka,
    private readonly tuning: Tuning,
    private readonly log: BusLog,
  ) {}

  /** @throws only when stopped */
  send(records: readonly Addressed[]): Promise<RecordMetadata[]> {
    const sent = this.#last.then(() => this.#insist(records));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#drop();
  }

  async #insist(records: readonly Addressed[]): Promise<RecordMetadata[]> {
    for (let failures = 1; !this.#stopped; failures++)
      try {
        this.#producer ??= await this.#connect();
        return await this.#producer.sendBatch({ acks: -1, topicMessages: byTopic(records) });
      } catch (error) {
        this.log.warn({ err: error, records: records.length }, 'Records could not be sent; trying again');
        await this.#drop();
        await sleep(20 + backoff(failures, this.tuning.backoffMs, Math.random()));
      }
    throw new Error('The producer has stopped.');
  }

  async #connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  async #drop(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    await producer?.disconnect().catch(() => undefined);
  }
}

function byTopic(records: readonly Addressed[]) {
  const topics = new Map<string, Addressed['message'][]>();
  for (const { topic, message } of records) {
    const messages = topics.get(topic);
    if (messages) messages.push(message);
    else topics.set(topic, [message]);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
