import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askInfrastructure } from '@deskhand/testing/infrastructure/ask-infrastructure.js';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { consumeAll, kafkaClient, produce } from '@deskhand/testing/kafka-client.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import type { Producer } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { released, startIngestion, type RunningIngestion } from './ingestion.fixture.js';

// Two ingestions on one Postgres and one Kafka, as they run when scaled: what one reads, the other may have changed.
let desks: [RunningIngestion, RunningIngestion];
let brokers: string;
let producer: Producer;
beforeAll(async () => {
  const [DATABASE_URL, KAFKA_BROKERS] = await Promise.all([freshDatabase(), askInfrastructure('kafka')]);
  brokers = KAFKA_BROKERS;
  const folder = mkdtempSync(join(tmpdir(), 'ingestion-kafka-'));
  const env = (n: number) => ({
    DATABASE_URL, KAFKA_BROKERS, VAULT_KEY_FILE: join(folder, 'vault.key'),
    INGESTION_GRPC: `unix:${join(folder, `i${n}.sock`)}`, CONSOLE_GRPC: `unix:${join(folder, `c${n}.sock`)}`,
  });
  desks = [await startIngestion(env(1)), await startIngestion(env(2))];
  producer = kafkaClient(brokers).producer();
  await producer.connect();
}, 120_000);
afterAll(async () => {
  await producer?.disconnect();
  for (const desk of desks ?? []) await desk.stop();
});

const run = randomUUID();
const submit = (desk: RunningIngestion, more: object) => desk.call<{ ticketId: string; conversationId: string }>('POST', '/v1/tickets', { source: run, id: randomUUID(), text: 'hello', ...more });
const send = (topic: string, key: string, value: string | object, headers: Record<string, string> = {}) =>
  producer.send({ topic, messages: [{ key, value: typeof value === 'string' ? value : JSON.stringify(value), headers }] });
const count = async (sql: string, params: unknown[]) => (await desks[0].db.query<{ n: number }>(`select count(*)::int as n ${sql}`, params))[0]!.n;

test('one conversation through both doors of both processes: every ticket once, one revision each', async () => {
  const conversationId = `busy ${run}`;
  const bodies = Array.from({ length: 40 }, (_, n) => ({ source: run, id: `busy-${n}`, text: `mail me at a${n % 5}@example.com`, conversationId }));
  const answers = Promise.all(bodies.flatMap((body) => desks.map((desk) => submit(desk, body))));
  await Promise.all(bodies.map((body) => send('ticket.submitted.v1', randomUUID(), body)));
  expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([202]));
  await waitFor(async () => (await count('from ingestion.ticket where conversation_id = $1', [conversationId])) === 40, { for: '40 tickets', deadline: 30_000 });
  await sleep(1_000);
  expect(await count('from ingestion.message where conversation_id = $1', [conversationId])).toBe(40);
  expect(await count('from ingestion.vault_token where conversation_id = $1', [conversationId])).toBe(5);
  const [row] = await desks[0].db.query<{ version: number; revision: number }>('select version, revision from ingestion.conversation where conversation_id = $1', [conversationId]);
  expect(row).toEqual({ version: 40, revision: 40 });
}, 60_000);

test('a reply leaves with the words put back, and with tokens nowhere else', async () => {
  const { body } = await submit(desks[0], { text: 'I am at grace@example.com' });
  const received = await consumeAll(brokers, 'ticket.received.v1', { until: (records) => records.some(({ key }) => key === body.conversationId) });
  const token = /<EMAIL_[0-9a-f]{10}>/.exec(received.find(({ key }) => key === body.conversationId)!.value!)![0];
  await send('reply.released.v1', body.conversationId, released({ ...body, messageId: `msg_${run}`, text: `I wrote to ${token}.` }), { ce_id: randomUUID() });
  const told = await consumeAll(brokers, 'reply.delivered.v1', { until: (records) => records.some(({ key }) => key === body.conversationId) });
  const record = told.find(({ key }) => key === body.conversationId)!;
  expect(JSON.parse(record.value!)).toMatchObject({ text: 'I wrote to grace@example.com.', by: 'bot', ticketId: body.ticketId });
  expect(record.headers).toMatchObject({ ce_type: 'reply.delivered.v1', ce_subject: body.ticketId, ce_id: (JSON.parse(record.value!) as { eventId: string }).eventId });
});

test('takeovers on one process against deliveries on the other: what the topic shows after the 200 was there before', async () => {
  const rounds = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => {
      const { body } = await submit(desks[n % 2]!, { conversationId: `race ${n} ${run}` });
      await sleep(Math.random() * 200);
      void send('reply.released.v1', body.conversationId, released({ ...body, messageId: `msg_${n}_${run}` }), { ce_id: randomUUID() });
      await sleep(Math.random() * 60);
      const { status } = await desks[(n + 1) % 2]!.call('POST', `/v1/conversations/${encodeURIComponent(body.conversationId)}/takeover`, { by: 'Lena' });
      expect(status).toBe(200);
      return { conversationId: body.conversationId, before: await count(`from ingestion.message where conversation_id = $1 and author = 'bot'`, [body.conversationId]), at: Date.now() };
    }),
  );
  await sleep(2_000);
  for (const { conversationId, before } of rounds)
    expect(await count(`from ingestion.message where conversation_id = $1 and author = 'bot'`, [conversationId])).toBe(before);
  const told = await consumeAll(brokers, 'reply.delivered.v1', {
    until: (records) => rounds.every(({ conversationId, before }) => records.filter(({ key }) => key === conversationId).length >= before),
  });
  for (const { conversationId, at } of rounds)
    for (const { timestamp } of told.filter(({ key }) => key === conversationId)) expect(timestamp).toBeLessThanOrEqual(at);
  const sent = rounds.filter(({ before }) => before > 0).length;
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(100);
}, 60_000);

test('what cannot be read lies in the dead letter topic byte for byte', async () => {
  const bad = [`not json ${run}\u0007`, `{"source":"${run}"}`];
  for (const value of bad) await produce(brokers, 'ticket.submitted.v1', [{ key: null as never, value, headers: { mine: 'kept' } }]);
  const dead = await consumeAll(brokers, 'ticket.submitted.v1.dlq', { until: (records) => bad.every((value) => records.some((record) => record.value === value)) });
  for (const value of bad) expect(dead.find((record) => record.value === value)!.headers).toMatchObject({ 'mine': 'kept', 'dlq-reason': expect.any(String) });
});
