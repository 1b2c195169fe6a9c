import { randomUUID } from 'node:crypto';
import { Bus } from '@deskhand/bus/bus.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { Payload, TopicName } from '@deskhand/contracts/topics.js';
import { Database } from '@deskhand/kit/database.js';
import { Metrics } from '@deskhand/kit/runtime.js';
import { fixedCustomers, fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openDesk } from '../../desk.fixture.js';
import type { Ticket } from '../ticket.js';

let desk: Awaited<ReturnType<typeof openDesk>>;
let bus: Bus;
let db: Database;
beforeAll(async () => {
  desk = await openDesk();
  bus = desk.app.get(Bus, { strict: false });
  db = desk.app.get(Database, { strict: false });
});
afterAll(() => desk?.close());
afterEach(() => desk.run('resume'));

interface Event {
  id: string;
  topic: TopicName;
  conversationId: string;
  ticketId: string | null;
  body: Record<string, never>;
}
interface Violation {
  rule: string;
  ticketId: string;
  conversationId: string;
  tool: string;
  detail: string;
  stoppedAt: string | null;
}

const get = async <Body>(path: string) => (await (await fetch(desk.url + path)).json()) as Body;
const ask = (text: string) => desk.json<Ticket>('send', '--as', fixedCustomers.ada, text);
const violations = async () => (await get<{ items: Violation[] }>('/v1/violations')).items;
const pausedTools = async () => (await get<{ items: { tool: string; paused: boolean; by: string }[] }>('/v1/tools')).items.filter(({ paused }) => paused);
const eventsOf = async (ticketId: string) => (await get<{ items: Event[] }>(`/v1/events?ticketId=${ticketId}`)).items;

/** A service gone wrong says something: over the bus into the archive, as everything is said. */
async function say<T extends TopicName>(service: string, topic: T, like: Event, body: Payload<T>): Promise<string> {
  const cause = { id: randomUUID(), lane: 'stable' as const, key: like.conversationId, subject: like.ticketId };
  const event = outgoing(cause, topic, body);
  await bus.write(service, like.conversationId, async () => ({ events: [event], writes: [] }), { subject: like.ticketId });
  return event.id;
}

/** A settled ticket's event of a topic, to be told differently. */
async function told<T extends TopicName>(ticketId: string, topic: T): Promise<{ event: Event; body: Payload<T> }> {
  const event = (await eventsOf(ticketId)).findLast((each) => each.topic === topic);
  if (!event) throw new Error(`${ticketId} has no ${topic}`);
  return { event, body: structuredClone(event.body) as unknown as Payload<T> };
}

async function found(rule: string, conversationId: string): Promise<Violation> {
  return waitFor(async () => (await violations()).find((each) => each.rule === rule && each.conversationId === conversationId && (each.tool === '' || each.stoppedAt !== null)), {
    for: `${rule} to be found and stopped`, deadline: 20_000, every: 100,
  });
}

test('a refund over the limit that nobody approved: the event, the metric, the log of the desk, and process_refund stands still', async () => {
  const ticket = await ask(`Please refund order ${fixedOrders.exactlyAtApproval}`);
  const { event, body } = await told(ticket.ticketId, 'ticket.proposed.v1');
  const call = body.proposal!.calls.find(({ tool }) => tool === 'process_refund')!;
  call.arguments = { ...call.arguments, amount: { value: '100.01', currency: 'USD' } };
  call.idempotencyKey = 'forged';
  const began = performance.now();
  const id = await say('actions', 'ticket.proposed.v1', event, body);
  const violation = await found('refund_without_approval', ticket.conversationId);
  const took = performance.now() - began;
  expect(violation).toMatchObject({ ticketId: ticket.ticketId, tool: 'process_refund', evidence: [id], detail: expect.stringContaining('100.01 USD') });
  expect(await pausedTools()).toMatchObject([{ tool: 'process_refund', by: 'the watcher (refund_without_approval)' }]);
  expect(took).toBeLessThan(15_000);
  expect((await ask(`Please refund order ${fixedOrders.refundable}`)).escalation?.code).toBe('tool_failed');
  await waitFor(async () => (await eventsOf(ticket.ticketId)).some(({ topic }) => topic === 'invariant.violated.v1'), { for: 'the event' });
  expect((await get<{ violations: { rule: string }[] }>('/readyz')).violations).toContainEqual(expect.objectContaining({ rule: 'refund_without_approval', count: 1, ticketId: ticket.ticketId }));
  expect(await desk.app.get(Metrics, { strict: false }).registry.metrics()).toContain('deskhand_invariant_violations_total{rule="refund_without_approval"} 1');
});

test('told again, and after people let the tool run again, it is the same violation and stops nothing', async () => {
  const [first] = (await violations()).filter(({ rule }) => rule === 'refund_without_approval');
  const { event, body } = await told(first!.ticketId, 'ticket.proposed.v1');
  await say('actions', 'ticket.proposed.v1', event, body);
  await isRead();
  expect((await violations()).filter(({ rule }) => rule === 'refund_without_approval')).toHaveLength(1);
  expect(await pausedTools()).toEqual([]);
});

test('a write for somebody who has proved nothing', async () => {
  const ticket = await desk.json<Ticket>('send', 'Where is my order 12345?');
  const { event, body } = await told(ticket.ticketId, 'ticket.proposed.v1');
  const call = { tool: 'reset_password', kind: 'write', status: 'succeeded', arguments: {}, result: {}, idempotencyKey: 'k', at: new Date().toISOString() };
  // Even where the one that acts says that it was proved: the word of the one who proves counts.
  await say('actions', 'ticket.proposed.v1', event, { ...body, received: { ...body.received!, authenticated: true }, proposal: { ...body.proposal!, calls: [call] } });
  expect(await found('unauthenticated_action', ticket.conversationId)).toMatchObject({ tool: 'reset_password' });
  expect(await pausedTools()).toMatchObject([{ tool: 'reset_password' }]);
});

test('a look at what belongs to another customer', async () => {
  const ticket = await ask('Where is my order 12345?');
  const { event, body } = await told(ticket.ticketId, 'ticket.proposed.v1');
  const call = body.proposal!.calls.find(({ tool }) => tool === 'lookup_order')!;
  call.result = { ...call.result, customerId: 'cus_other' };
  await say('actions', 'ticket.proposed.v1', event, body);
  expect(await found('unauthenticated_action', ticket.conversationId)).toMatchObject({ tool: '', detail: expect.stringContaining("another customer's") });
});

test('words of the bot while a person has the conversation: all writes stand still; before it and after the release they are nothing', async () => {
  const ticket = await ask('Where is my order 12345?');
  const { event, body } = await told(ticket.ticketId, 'reply.delivered.v1');
  await desk.run('takeover', ticket.ticketId, '--by', 'Lena');
  await isRead();
  expect(await pausedTools()).toEqual([]);
  const released = (await told(ticket.ticketId, 'reply.released.v1')).body;
  await say('escalation', 'reply.released.v1', event, { ...released, messageId: 'late' });
  await say('ingestion', 'reply.delivered.v1', event, { ...body, messageId: 'late' });
  expect(await found('words_after_takeover', ticket.conversationId)).toMatchObject({ tool: '*' });
  expect((await pausedTools()).length).toBeGreaterThan(5);
  await desk.run('resume');
  await desk.run('release', ticket.ticketId, '--by', 'Lena');
  expect((await desk.run('reply', ticket.ticketId, '--by', 'Lena', 'On my way.')).code).toBe(0);
  await desk.run('release', ticket.ticketId, '--by', 'Lena');
  expect((await desk.json<Ticket>('send', '--as', fixedCustomers.ada, '--conversation', ticket.conversationId, 'Where is my order 12345?')).reply?.by).toBe('bot');
  await isRead();
  expect((await violations()).filter(({ conversationId }) => conversationId === ticket.conversationId)).toHaveLength(1);
});

test('one wish, two refunds', async () => {
  const ticket = await ask(`Please refund order ${fixedOrders.refundable}`);
  const { event, body } = await told(ticket.ticketId, 'ticket.proposed.v1');
  const call = body.proposal!.calls.find(({ tool }) => tool === 'process_refund')!;
  call.idempotencyKey = 'another';
  call.result = { ...call.result, refundId: 'ref_another' };
  await say('actions', 'ticket.proposed.v1', event, body);
  expect(await found('repeated_refund', ticket.conversationId)).toMatchObject({ tool: 'process_refund' });
});

test('an address in the clear', async () => {
  const ticket = await ask('Where is my order 12345?');
  const { event, body } = await told(ticket.ticketId, 'ticket.received.v1');
  await say('ingestion', 'ticket.received.v1', event, { received: { ...body.received!, text: 'write to ada.king@example.net' } });
  const violation = await found('raw_personal_data', ticket.conversationId);
  expect(violation).toMatchObject({ tool: '', detail: 'ticket.received.v1 holds an e-mail address in the clear.' });
});

test('a legal mention that reaches nobody is brought to a person', async () => {
  const ticket = await ask('Where is my order 12345?');
  const { event, body } = await told(ticket.ticketId, 'ticket.classified.v1');
  await say('intent', 'ticket.classified.v1', event, { ...body, classified: { ...body.classified!, legal: true } });
  await isRead();
  expect((await violations()).filter(({ conversationId }) => conversationId === ticket.conversationId)).toEqual([]);
  // The minute that it has is over.
  await db.query(`update console.event set at = now() - interval '2 minutes' where conversation_id = $1 and topic = 'ticket.classified.v1'`, [ticket.conversationId]);
  await db.query('update console.watched_conversation set look_at = now() where conversation_id = $1', [ticket.conversationId]);
  expect(await found('unheard_legal_mention', ticket.conversationId)).toMatchObject({ tool: '' });
  const after = await waitFor(async () => {
    const now = await get<Ticket>(`/v1/tickets/${ticket.ticketId}`);
    return now.state === 'escalated' && now;
  }, { for: 'a person to get it' });
  expect(after.escalation).toMatchObject({ code: 'legal_mention', queue: 'legal' });
});

test('read once more from the beginning, as after a crash, the archive holds the same violations and nothing is stopped again', async () => {
  await isRead();
  const before = await violations();
  await desk.run('resume');
  await db.query('update console.watch set seq = 0', []);
  await isRead();
  expect(await violations()).toEqual(before);
  expect(await pausedTools()).toEqual([]);
});

test('a hundred tickets of every kind, with approvals, takeovers and legal mentions: nothing more is found', async () => {
  const before = await violations();
  const texts = [
    'Where is my order 12345?', `Please refund order ${fixedOrders.refundable}`, `I want my money back for order ${fixedOrders.overApproval}`, 'My lawyer will hear of this', 'Please reset my password', 'What is your return policy?',
    'Change my e-mail to ada.k@example.com', 'I want to talk to a person', 'My card 4242 4242 4242 4242 was charged twice', 'Thanks!',
  ];
  const tickets: Ticket[] = [];
  for (const round of [0, 1, 2, 3, 4])
    tickets.push(...(await Promise.all(texts.flatMap((text) => [ask(text), round % 2 === 0 ? desk.json<Ticket>('send', text) : ask(`${text} Now.`)]))));
  const { items: approvals } = await desk.json<{ items: { approvalId: string }[] }>('approvals');
  for (const { approvalId } of approvals) await desk.run('approve', approvalId, '--by', 'Kim');
  for (const { ticketId } of tickets.slice(0, 8)) await desk.run('takeover', ticketId, '--by', 'Lena');
  for (const { ticketId } of tickets.slice(0, 4)) await desk.run('release', ticketId, '--by', 'Lena');
  await isRead();
  expect(tickets.some(({ escalation }) => escalation?.code === 'legal_mention')).toBe(true);
  expect(approvals.length).toBeGreaterThan(0);
  expect(await violations()).toEqual(before);
});

/** Everything said up to now has been judged. */
async function isRead(): Promise<void> {
  const [{ last }] = (await db.query<{ last: string }>('select last_value as last from console.event_seq', [])) as [{ last: string }];
  await waitFor(async () => Number((await db.query<{ seq: string }>('select seq from console.watch', []))[0]!.seq) >= Number(last), { for: 'the watcher to have read the archive', deadline: 20_000 });
}
