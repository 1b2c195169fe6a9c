import type { Admin, Kafka, KafkaMessage } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawRecord } from '../incoming.js';
import { rawRecord } from './read-record.js';

const patienceMs = 10_000;

/** Reads one record by its place, through a group that exists only for it; undefined where the broker no longer holds it. */
export async function fetchRecord(kafka: Kafka, admin: Admin, { topic, partition, offset }: { topic: string; partition: number; offset: string }): Promise<RawRecord | undefined> {
  const range = (await admin.fetchTopicOffsets(topic)).find((one) => one.partition === partition);
  if (!range || BigInt(offset) < BigInt(range.low) || BigInt(offset) >= BigInt(range.high)) return undefined;
  const groupId = `deskhand.reader.${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
  const found = Promise.withResolvers<KafkaMessage | undefined>();
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        if (batch.partition !== partition) return;
        // The record itself may be gone (compaction): then a later one comes first.
        const message = batch.messages.find((one) => BigInt(one.offset) >= BigInt(offset));
        if (message) found.resolve(message.offset === offset ? message : undefined);
      },
    });
    consumer.seek({ topic, partition, offset });
    const message = await Promise.race([found.promise, sleep(patienceMs, undefined, { ref: false })]);
    return message && rawRecord(message);
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
  }
}
