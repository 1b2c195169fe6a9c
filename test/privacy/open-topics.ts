import { Kafka, logLevel } from 'kafkajs';
import { waitFor } from '@deskhand/testing/wait-for.js';
import type { Place } from './find-leaks.ts';

/** By contract these carry words in the clear, and so do the dead letters of the inputs (API.md §2). */
const carryText = /^(?:ticket\.submitted\.v1|feedback\.received\.v1)(?:\.dlq)?$|^(?:reply\.delivered\.v1|case\.escalated\.v1)$/;

export interface Topics {
  submit(ticket: object): Promise<void>;
  /** Every record of every topic but those that carry text, with key and headers. */
  read(): Promise<Place[]>;
  /** Every record of this topic, to its end. */
  of(topic: string): Promise<string>;
  close(): Promise<void>;
}

/** A client of the broker that knows nothing of the desk. */
export async function openTopics(brokers: string): Promise<Topics> {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const [producer, admin] = [kafka.producer(), kafka.admin()];
  await Promise.all([producer.connect(), admin.connect()]);

  async function readTopics(names: string[]): Promise<Place[]> {
    const wanted = new Map<string, number>();
    for (const topic of names) for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) if (high !== low) wanted.set(`${topic}/${partition}`, Number(high) - 1);
    const content = new Map<string, string[]>(names.map((name) => [name, []]));
    const consumer = kafka.consumer({ groupId: `privacy-${process.pid}-${Math.random()}` });
    await consumer.connect();
    await consumer.subscribe({ topics: names, fromBeginning: true });
    await consumer.run({
      eachBatch: async ({ batch: { topic, partition, messages } }) => {
        for (const { key, value, headers } of messages) content.get(topic)!.push(`${key} ${value} ${Object.entries(headers ?? {}).map(([name, text]) => `${name}=${text}`).join(' ')}`);
        if (Number(messages.at(-1)?.offset ?? -1) >= (wanted.get(`${topic}/${partition}`) ?? Infinity)) wanted.delete(`${topic}/${partition}`);
      },
    });
    await waitFor(() => wanted.size === 0, { for: 'every topic to be read to its end', deadline: 60_000 });
    await consumer.disconnect();
    return [...content].map(([name, lines]) => ({ name: `topic ${name}`, content: lines.join('\n').replaceAll('\\"', '"') }));
  }

  return {
    submit: async (ticket) => void (await producer.send({ topic: 'ticket.submitted.v1', messages: [{ value: JSON.stringify(ticket) }] })),
    read: async () => readTopics((await admin.listTopics()).filter((name) => !name.startsWith('__') && !carryText.test(name))),
    of: async (topic) => (await readTopics([topic]))[0]!.content,
    close: async () => void (await Promise.all([producer.disconnect(), admin.disconnect()])),
  };
}
