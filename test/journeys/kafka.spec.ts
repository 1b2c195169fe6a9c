import { randomUUID } from 'node:crypto';
import { fixedCustomers, fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { startKafka } from '@deskhand/testing/infrastructure/start-kafka.js';
import { startPostgres } from '@deskhand/testing/infrastructure/start-postgres.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityToken, startDesk, type RunningDesk } from '../support/start-desk.ts';

// An upstream system, an operator and an analyst who know nothing but the topics.
let desk: RunningDesk;
let producer: Producer;
const seen: Record<string, { key: string; value: string; headers: Record<string, string> }[]> = {};
const ends: (() => Promise<unknown>)[] = [];
const out = ['reply.delivered.v1', 'case.escalated.v1', 'outcome.recorded.v1', 'ticket.submitted.v1.dlq'];

beforeAll(async () => {
  const kafka = await startKafka();
  ends.push(() => kafka.stop());
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  desk = await startDesk({ env: { KAFKA_BROKERS: kafka.brokers, DATABASE_URL: await postgres.createDatabase(`desk_${randomUUID().slice(0, 8)}`) } });
  ends.push(() => desk.stop());
  const client = new Kafka({ brokers: kafka.brokers.split(','), logLevel: logLevel.NOTHING });
  producer = client.producer();
  await producer.connect();
  ends.push(() => producer.disconnect());
  const consumer = client.consumer({ groupId: 'analyst', maxWaitTimeInMs: 200 });
  await consumer.connect();
  ends.push(() => consumer.disconnect());
  await consumer.subscribe({ topics: out, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ topic, message }) => {
      const headers = Object.fromEntries(Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]));
      (seen[topic] ??= []).push({ key: String(message.key), value: String(message.value), headers });
    },
  });
}, 240_000);
afterAll(async () => {
  for (const end of ends.toReversed()) await end();
});

const send = (value: string | object, headers?: Record<string, string>) =>
  producer.send({ topic: 'ticket.submitted.v1', messages: [{ key: randomUUID(), value: typeof value === 'string' ? value : JSON.stringify(value), headers }] });
function arrives(topic: string, holds: (body: Record<string, unknown>) => boolean) {
  return waitFor(() => (seen[topic] ?? []).find((record) => holds(JSON.parse(record.value) as Record<string, unknown>)), { for: `a record on ${topic}`, deadline: 30_000 });
}

test('a record on ticket.submitted.v1 is answered on reply.delivered.v1 and counted on outcome.recorded.v1', async () => {
  const id = randomUUID();
  await send({ source: 'upstream', id, text: 'My order 12345 is late', customer: { identityToken: await identityToken() } });
  const reply = await arrives('reply.delivered.v1', (body) => body['sourceId'] === id);
  const body = JSON.parse(reply.value) as Record<string, unknown>;
  expect(body).toMatchObject({ source: 'upstream', sourceId: id, conversationId: `upstream:${id}`, by: 'bot', channel: expect.any(String), inReplyTo: expect.any(String), citations: expect.any(Array) });
  expect(body['text']).toContain('12345');
  expect(body['text']).toMatch(/Ada/);
  expect(body['text']).not.toMatch(/<[A-Z]+_/);
  expect(reply.key).toBe(`upstream:${id}`);
  expect(reply.headers).toMatchObject({ ce_specversion: '1.0', ce_type: 'reply.delivered.v1', ce_id: body['eventId'], ce_subject: body['ticketId'] });
  expect(reply.headers['traceparent']).toMatch(/^00-/);
  const outcome = JSON.parse((await arrives('outcome.recorded.v1', (record) => record['sourceId'] === id)).value) as Record<string, unknown>;
  expect(outcome).toMatchObject({ kind: 'answered', intent: 'order_status', resolvedBy: 'bot', lane: 'stable', turn: 1, authenticated: true, escalationCode: null, csat: null, costUsd: expect.stringMatching(/^\d+(\.\d+)?$/) });
  expect(outcome['firstResponseMs']).toBeGreaterThan(0);
});

test('a hand-off arrives on case.escalated.v1', async () => {
  const id = randomUUID();
  await send({ source: 'upstream', id, text: 'I want to speak to a human being' });
  const record = await arrives('case.escalated.v1', (body) => body['sourceId'] === id);
  expect(JSON.parse(record.value)).toMatchObject({ action: 'transfer_to_human', code: 'asked_for_human', level: 'immediate', eventId: record.headers['ce_id'] });
});

test('a refund through the topic is done once, however often the record comes', async () => {
  const ticket = { source: 'upstream', id: randomUUID(), text: `Please refund order ${fixedOrders.refundable}, wrong item`, customer: { identityToken: await identityToken(fixedCustomers.ada) } };
  for (let n = 0; n < 5; n++) await send(ticket);
  const reply = await arrives('reply.delivered.v1', (body) => body['sourceId'] === ticket.id);
  expect(reply.value).toContain('5-10 business days');
  expect(desk.shop.ledger().filter((row) => JSON.stringify(row).includes(fixedOrders.refundable))).toHaveLength(1);
});

test('what cannot be read goes to the dead letter byte for byte, and the operator sees it', async () => {
  const id = randomUUID();
  await send({ source: 'upstream', id, text: 'hello' });
  for (const bad of ['not json \u0000\u0007', '{"source":"upstream"}', JSON.stringify({ source: 'upstream', id, text: 'other content' })]) {
    await send(bad);
    const dead = await waitFor(() => (seen['ticket.submitted.v1.dlq'] ?? []).find((record) => record.value === bad), { for: `the dead letter of ${bad}`, deadline: 30_000 });
    expect(dead.headers['dlq-reason']).toBeTruthy();
  }
  const metrics = await desk.client.call<string>('GET', '/metrics');
  expect(String(metrics.body)).toMatch(/deskhand_dead_letters(\{[^}]*\})? [1-9]/);
  const ready = await desk.client.call('GET', '/readyz');
  expect(ready.status).toBe(200);
  expect(JSON.stringify(ready.body)).toMatch(/dead/i);
});

test('structured mode and feedback over Kafka', async () => {
  const id = randomUUID();
  await send(
    { specversion: '1.0', id: randomUUID(), source: 'urn:upstream', type: 'ticket.submitted.v1', datacontenttype: 'application/json', data: { source: 'upstream', id, text: 'What is your return policy?' } },
    { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
  );
  const outcome = JSON.parse((await arrives('outcome.recorded.v1', (body) => body['sourceId'] === id)).value) as { ticketId: string };
  await producer.send({ topic: 'feedback.received.v1', messages: [{ value: JSON.stringify({ ticketId: outcome.ticketId, kind: 'csat', value: 4 }), headers: { ce_id: randomUUID() } }] });
  await arrives('outcome.recorded.v1', (body) => body['ticketId'] === outcome.ticketId && body['kind'] === 'rated' && body['csat'] === 4);
});

test('an HTTP ticket and a Kafka ticket are the same ticket', async () => {
  const ticket = { source: 'both', id: randomUUID(), text: 'thanks' };
  const answer = await desk.client.submit(ticket);
  await send(ticket);
  await desk.client.ticket(answer.body.ticketId, 20);
  const listed = await desk.client.call<{ items: unknown[] }>('GET', `/v1/tickets?source=both&sourceId=${ticket.id}`);
  expect(listed.body.items).toHaveLength(1);
});
