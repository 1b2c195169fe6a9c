import { Kafka, logLevel, type Consumer, type Producer } from 'kafkajs';

const hops = 6;
const partitions = 6;

export interface RawRelay {
  send(records: { key: string; value: string }[]): Promise<unknown>;
  /** Called for each record that has passed all hops. */
  onEnd(hear: (key: string) => void): void;
  stop(): Promise<void>;
}

/** The bare cost of six hops: kafkajs, eachBatch, the whole batch sent on, nothing stored, no work done. */
export async function startRawRelay(brokers: string, prefix: string): Promise<RawRelay> {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const topics = Array.from({ length: hops + 1 }, (_, n) => `${prefix}.${n}`);
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: topics.map((topic) => ({ topic, numPartitions: partitions })), waitForLeaders: true });
  await admin.disconnect();
  const open: (Consumer | Producer)[] = [];
  let hear: (key: string) => void = () => undefined;

  async function producer(): Promise<Producer> {
    const made = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
    await made.connect();
    open.push(made);
    return made;
  }

  async function consume(topic: string, each: (messages: { key: Buffer | null; value: Buffer | null }[]) => Promise<unknown>): Promise<void> {
    const consumer = kafka.consumer({ groupId: `${prefix}.${topic}`, maxWaitTimeInMs: 100 });
    await consumer.connect();
    open.push(consumer);
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ partitionsConsumedConcurrently: partitions, eachBatch: async ({ batch }) => void (await each(batch.messages)) });
  }

  for (let n = 0; n < hops; n++) {
    const next = await producer();
    await consume(topics[n]!, (messages) => next.send({ topic: topics[n + 1]!, messages: messages.map(({ key, value }) => ({ key, value })) }));
  }
  await consume(topics[hops]!, async (messages) => {
    for (const { key } of messages) hear(String(key));
  });
  const first = await producer();
  return {
    send: (records) => first.send({ topic: topics[0]!, messages: records }),
    onEnd: (listener) => (hear = listener),
    stop: async () => void (await Promise.all(open.map((client) => client.disconnect()))),
  };
}
