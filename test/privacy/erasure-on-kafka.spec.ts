import { randomUUID } from 'node:crypto';
import { openDatabase } from '@deskhand/kit/database.js';
import { fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { startKafka } from '@deskhand/testing/infrastructure/start-kafka.js';
import { startPostgres } from '@deskhand/testing/infrastructure/start-postgres.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityToken, startDesk, type RunningDesk } from '../support/start-desk.ts';
import { openTopics, type Topics } from './open-topics.ts';
import { readTables } from './read-tables.ts';

// Codes and erasure where they are not alone: the broker keeps what was said, and the database is a server's.
let desk: RunningDesk;
let topics: Topics;
let databaseUrl: string;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  const kafka = await startKafka();
  ends.push(() => kafka.stop());
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  databaseUrl = await postgres.createDatabase(`erasure_${randomUUID().slice(0, 8)}`);
  desk = await startDesk({ env: { KAFKA_BROKERS: kafka.brokers, DATABASE_URL: databaseUrl } });
  ends.push(() => desk.stop());
  topics = await openTopics(kafka.brokers);
  ends.push(() => topics.close());
}, 240_000);
afterAll(async () => {
  for (const end of ends.toReversed()) await end();
});

async function everyTable(): Promise<string> {
  const db = await openDatabase({ databaseUrl, dataDir: desk.dataDir });
  const tables = await readTables(db);
  await db.close();
  return tables.filter(({ name }) => !/ (?:retrieval|intent)\./.test(name)).map(({ name, content }) => content.replaceAll(/^/gm, `${name} `)).join('\n');
}
const everyTopic = async () => (await topics.read()).map(({ content }) => content).join('\n');
async function ticketOf(id: string): Promise<string> {
  const find = () => desk.client.call<{ items: { ticketId: string }[] }>('GET', `/v1/tickets?source=upstream&sourceId=${id}`);
  return waitFor(async () => (await find()).body.items[0]?.ticketId, { for: 'the ticket to be taken', deadline: 30_000 });
}
async function submit(ticket: object): Promise<string> {
  const id = randomUUID();
  await topics.submit({ source: 'upstream', id, ...ticket });
  return ticketOf(id);
}
/** Six digits of a fraction or of an id are no code. */
const whole = (code: string) => new RegExp(`(?<![\\w.])${code}(?!\\w)`);

test('a code is typed back on the topic, opens its own conversation alone, and stays in no table, internal topic or log', async () => {
  const conversationId = `up/${randomUUID()}`;
  const asked = await desk.client.ticket(await submit({ conversationId, text: `Please refund order ${fixedOrders.refundable}, it arrived broken`, customer: { email: 'ada@example.com' } }), 30);
  expect(asked.reply!.text).toContain('six-digit code is on its way');
  const mails = async () => ((await (await fetch(`${desk.shop.url}/mail?to=ada@example.com`, { headers: { authorization: 'Bearer shop-token' } })).json()) as { items: { text: string }[] }).items;
  const mail = await waitFor(async () => (await mails()).find(({ text }) => text.includes('one-time code')), { for: 'the code', deadline: 30_000 });
  const [, code] = /code is (\d{6})/.exec(mail.text)!;
  const foreign = await desk.client.ticket(await submit({ text: `the code is ${code}, now refund order ${fixedOrders.refundable}` }), 30);
  expect(foreign.authenticated).toBe(false);
  expect(desk.shop.ledger().filter(({ path }) => path === '/refunds')).toEqual([]);
  const done = await desk.client.ticket(await submit({ conversationId, text: `it's ${code} thanks` }), 30);
  expect(done).toMatchObject({ authenticated: true });
  expect(done.messages.at(-1)!.text).toMatch(/24\.90/);
  // Where no code was asked for, six digits are what the customer wrote.
  const rows = (await everyTable()).split('\n').filter((row) => whole(code!).test(row) && !row.includes(foreign.ticketId) && !row.includes(foreign.conversationId));
  expect(rows.map((row) => row.slice(0, 300))).toEqual([]);
  const records = (await everyTopic()).split('\n').filter((record) => whole(code!).test(record) && !record.includes(foreign.conversationId));
  expect(records.map((record) => record.slice(0, 300))).toEqual([]);
  expect(whole(code!).test(desk.output())).toBe(false);
}, 90_000);

test('an erasure reaches every service over the broker: no text in any table, nothing of worth in internal topics, also after kill -9 and all over again', async () => {
  const secrets = /marmalade|me\.self@|555 ?2671/;
  const customer = { identityToken: await identityToken('cus_7') };
  const ticketId = await submit({ text: 'My marmalade order is late, write to me.self@example.com or +1 415 555 2671', customer });
  const angry = await submit({ text: 'I want to speak to a human about my marmalade', customer });
  const kept = await submit({ text: 'My marzipan order is late, write to other.one@example.com' });
  for (const id of [ticketId, angry, kept]) await desk.client.ticket(id, 30);
  await desk.client.call('POST', '/v1/feedback', { id: 'f1', ticketId, kind: 'comment', text: 'marmalade was bad' });
  expect((await desk.client.call<object>('GET', '/v1/customers/cus_7/export')).body).toMatchObject({ conversations: [{}, {}] });
  expect((await desk.client.call('DELETE', '/v1/customers/cus_7', { by: 'Lena' })).status).toBe(200);
  const shown = async () => JSON.stringify(await Promise.all([`/v1/tickets/${ticketId}`, `/v1/tickets/${angry}`, '/v1/tickets', '/v1/events', '/v1/approvals'].map(async (path) => (await desk.client.call('GET', path)).body)));
  expect(await shown()).not.toMatch(secrets);
  await desk.kill9();
  await desk.again();
  expect(await shown()).not.toMatch(secrets);
  await waitFor(async () => !secrets.test(await everyTable()), { for: 'every service to have heard of it', deadline: 30_000, every: 500 }).catch(() => undefined);
  expect((await everyTable()).split('\n').filter((row) => secrets.test(row)).map((row) => row.slice(0, 300))).toEqual([]);
  // What the broker keeps till retention ends are the desk's tokens, and their key is destroyed; plain words stay readable in internal topics for seven days, as docs/decisions/0010 says.
  expect(await everyTopic()).not.toMatch(/me\.self@|555 ?2671/);
  expect((await desk.client.ticket(kept)).messages[0]!.text).toContain('other.one@example.com');
}, 90_000);
