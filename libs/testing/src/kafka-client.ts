import { Kafka, logLevel, type EachMessagePayload, type IHeaders, type KafkaMessage } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { calmKafkajs } from './calm-kafkajs.js';

/** A record as a test writes it; a `null` value is a tombstone. */
export interface TestRecord {
  key?: string;
  value: string | Buffer | null;
  headers?: Record<string, string>;
  partition?: number;
}

export interface ConsumedRecord {
  topic: string;
  partition: number;
  offset: string;
  key: string | null;
  value: string | null;
  headers: Record<string, string>;
  timestamp: number;
}

/** A kafkajs client of the tests' own: what the desk's bus gets wrong, it does not. */
export function kafkaClient(brokers: string): Kafka {
  calmKafkajs();
  const retry = { initialRetryTime: 100, maxRetryTime: 1000, retries: 8 };
  return new Kafka({ clientId: 'deskhand-testing', brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry });
}

/** Creates the topics that are not there yet. */
export async function createTopics(brokers: string, topics: Record<string, number>): Promise<void> {
  const admin = kafkaClient(brokers).admin();
  await admin.connect();
  try {
    const wanted = Object.entries(topics).map(([topic, numPartitions]) => ({ topic, numPartitions, replicationFactor: 1 }));
    await admin.createTopics({ topics: wanted, waitForLeaders: true });
  } finally {
    await admin.disconnect();
  }
}

/** Writes the records and returns when all are acknowledged. */
export async function produce(brokers: string, topic: string, records: TestRecord[]): Promise<void> {
  const producer = kafkaClient(brokers).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, messages: records.map((record) => ({ ...record, key: record.key ?? null })) });
  } finally {
    await producer.disconnect();
  }
}

export interface ConsumeOptions {
  /** Enough? Asked after each record, with all so far. */
  until: (records: ConsumedRecord[]) => boolean;
  /** Milliseconds; 20,000 unless said. */
  deadline?: number;
}

/** Reads a topic from its beginning, in a group of its own, until `until` says enough. */
export async function consumeAll(brokers: string, topic: string, options: ConsumeOptions): Promise<ConsumedRecord[]> {
  const deadline = options.deadline ?? 20_000;
  const consumer = kafkaClient(brokers).consumer({ groupId: `testing-${randomUUID()}`, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
  const records: ConsumedRecord[] = [];
  const seen = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const late = () => new Error(`${topic}: not enough after ${deadline / 1000} s, ${records.length} records: ${preview(records)}`);
      timer = setTimeout(() => reject(late()), deadline);
      consumer.on('consumer.crash', ({ payload }) => void (payload.restart || reject(payload.error)));
      const eachMessage = async ({ topic: from, partition, message }: EachMessagePayload) => {
        // kafkajs starts again from the beginning after a rebalance or a crash.
        const position = `${partition}:${message.offset}`;
        if (seen.has(position)) return;
        seen.add(position);
        records.push(asConsumed(from, partition, message));
        try {
          if (options.until(records)) resolve();
        } catch (error) {
          reject(error);
        }
      };
      consumer.run({ autoCommit: false, eachMessage }).catch(reject);
    });
    return records;
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
}

function asConsumed(topic: string, partition: number, message: KafkaMessage): ConsumedRecord {
  return {
    topic, partition, offset: message.offset, timestamp: Number(message.timestamp),
    key: message.key?.toString() ?? null, value: message.value?.toString() ?? null, headers: plain(message.headers ?? {}),
  };
}

function plain(headers: IHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]));
}

function preview(records: ConsumedRecord[]): string {
  return records.slice(-3).map((record) => String(record.value).slice(0, 200)).join(' | ');
}
