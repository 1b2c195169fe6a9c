import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ticket, TicketView } from '../support/desk-client.ts';
import { identityToken, startDesk, type RunningDesk } from '../support/start-desk.ts';
import { changedCatalogue } from './changed-catalogue.ts';
import { minimalOrder, type MinimalShop, startMinimalShop } from './minimal-shop.ts';

// Another shop's desk: its own name, order numbers, euros, limits in seconds and people who look first. No code was changed for it.
const owner = 'k-1';
let desk: RunningDesk;
let shop: MinimalShop;
let token: string;
let catalogue: string;

beforeAll(async () => {
  shop = await startMinimalShop('t');
  shop.customers.set(owner, { id: owner, name: 'Ines Vogel', email: 'ines@example.com', status: 'active', paymentMethods: [] });
  catalogue = await changedCatalogue({
    'shop.yaml': [
      ['name: Larkspur Goods', 'name: Kupferladen'],
      [/signature: .*/, 'signature: Your Kupferladen team'],
      [/orderNumberPattern: .*/, `orderNumberPattern: 'KL-\\d{4}'`],
      ['currency: USD', 'currency: EUR'],
      ['  USD:', '  EUR:'],
      ['approvalAbove: 100.00', 'approvalAbove: 50.00'],
    ],
    'policies/sla.yaml': [
      [/approvalExpiry: \S+/, 'approvalExpiry: 8s'],
      [/unassigned: \S+/, 'unassigned: 4s'],
      [/resolvedAfterSilence: \S+/, 'resolvedAfterSilence: 10s'],
      [/closedAfterSilence: \S+/, 'closedAfterSilence: 3s'],
      [/authenticationIdle: \S+/, 'authenticationIdle: 4s'],
      [/triageWait: \S+/, 'triageWait: 2s'],
    ],
    'policies/limits.yaml': [[/spendPerDay: .*/, 'spendPerDay: 100.00 EUR']],
    'intents/product_question.yaml': [['human_in_the_loop: on_review', 'human_in_the_loop: always']],
    'intents/account_issue.yaml': [['review_threshold: 0.85', 'review_threshold: 1']],
    'intents/order_status.yaml': [['human_in_the_loop: on_review', 'human_in_the_loop: never'], ['review_threshold: 0.85', 'review_threshold: 1']],
  });
  desk = await startDesk({ env: { SHOP_URL: shop.url, SHOP_TOKEN: 't', CATALOGUE_DIR: catalogue } });
  token = await identityToken(owner);
});
afterAll(async () => {
  await desk?.stop();
  await shop?.close();
  if (catalogue) await rm(catalogue, { recursive: true });
});

const add = (id: string, value: string, more: object = {}) => shop.orders.set(id, minimalOrder(id, value, owner, { total: { value, currency: 'EUR' }, ...more }));
const ask = (text: string, more: Ticket = {}) => desk.client.settled({ text, customer: { identityToken: token }, ...more });
const approve = (ticket: TicketView, body: object = { by: 'Lena' }) => desk.client.call('POST', `/v1/approvals/${ticket.approval!.approvalId}/approve`, body);
const people = (ticket: TicketView, verb: string, body: object = { by: 'Lena' }) => desk.client.call('POST', `/v1/conversations/${encodeURIComponent(ticket.conversationId)}/${verb}`, body);
const closure = (ticket: TicketView, value: string) => desk.client.call('POST', '/v1/feedback', { id: randomUUID(), ticketId: ticket.ticketId, kind: 'closure', value });
const comesTo = (ticket: TicketView, state: string, within = 20_000) =>
  waitFor(async () => (await desk.client.ticket(ticket.ticketId)).state === state, { for: `${ticket.ticketId} to be ${state}`, deadline: within, every: 200 });

describe('its words', () => {
  test('its order numbers, its euros and its limit', async () => {
    add('KL-2041', '50.00');
    add('KL-2042', '50.01');
    const done = await ask('Please refund my order KL-2041, it arrived broken');
    expect(done).toMatchObject({ state: 'replied', entities: { orderId: ['KL-2041'] } });
    expect(done.reply?.text).toMatch(/€\s?50\.00|50\.00 EUR|EUR 50\.00/);
    expect(JSON.parse(shop.writesTo('KL-2041')[0]!.body)).toMatchObject({ amount: { value: '50.00', currency: 'EUR' } });
    const waits = await ask('Please refund my order KL-2042, it arrived broken');
    expect(waits).toMatchObject({ state: 'awaiting_approval', approval: { kind: 'action', neededApprovals: 1 } });
    expect(done.reply?.text).toContain('Kupferladen');
    expect(done.reply?.text).not.toContain('Larkspur');
  });

  test('an order in a currency without a limit is never refunded automatically', async () => {
    shop.orders.set('KL-2043', minimalOrder('KL-2043', '5.00', owner));
    const ticket = await ask('Please refund my order KL-2043, it arrived broken');
    expect(['awaiting_approval', 'escalated']).toContain(ticket.state);
    expect(shop.writesTo('KL-2043')).toEqual([]);
  });
});

describe('who looks first', () => {
  test('always: the draft waits as a reply, edited text is what is sent', async () => {
    const ticket = await ask('What is the weight of the Trailhead backpack?');
    expect(ticket).toMatchObject({ state: 'awaiting_approval', approval: { kind: 'reply', status: 'pending', action: null, draft: expect.any(String), neededApprovals: 1, decidedBy: null } });
    expect(ticket.reply?.text).toBeTruthy();
    expect(ticket.reply?.text).not.toBe(ticket.approval?.draft);
    const answer = await approve(ticket, { by: 'Lena', text: 'It weighs as much as it says on the label, 1.4 kg.' });
    expect(answer).toMatchObject({ status: 200, body: { status: 'approved', decidedBy: 'Lena', decisions: [{ by: 'Lena', verdict: 'approved' }] } });
    const after = await desk.client.ticket(ticket.ticketId, 20);
    expect(after.state).toBe('replied');
    expect(after.reply?.text).toBe('It weighs as much as it says on the label, 1.4 kg.');
    expect(after.messages.filter(({ from }) => from !== 'customer')).toHaveLength(2);
    expect(after.approval).toMatchObject({ status: 'approved' });
  });

  test('never: below the review threshold it is sent all the same', async () => {
    add('KL-2051', '9.00', { status: 'shipped' });
    shop.shipments.set('KL-2051', { orderId: 'KL-2051', carrier: 'Nordpost', trackingNumber: 'NP2051', status: 'in_transit', shippedAt: '2026-11-20T08:00:00Z', eta: '2026-11-28T00:00:00Z', events: [] });
    const ticket = await ask('Where is my order KL-2051?');
    expect(ticket).toMatchObject({ state: 'replied', approval: null, approvals: [] });
    expect(ticket.reply?.text).toContain('NP2051');
  });

  test('between the thresholds a write that policy allows waits with its draft and runs on approve', async () => {
    const ticket = await ask('I forgot my password, please reset it');
    expect(ticket).toMatchObject({ state: 'awaiting_approval', approval: { kind: 'reply', action: { tool: 'reset_password', arguments: {} } } });
    expect(shop.seen.some(({ path }) => path.endsWith('/password-reset'))).toBe(false);
    expect((await approve(ticket)).status).toBe(200);
    const after = await desk.client.ticket(ticket.ticketId, 20);
    expect(after.state).toBe('replied');
    expect(shop.seen.filter(({ path }) => path.endsWith('/password-reset'))).toHaveLength(1);
    expect(after.reply?.text).toContain('y***@example.com');
  });

  test.each(['Thanks a lot!', 'hello'])('fixed words never wait: %s', async (text) => {
    expect(await ask(text)).toMatchObject({ state: 'replied', approval: null });
  });

  test('verify who you are never waits', async () => {
    const ticket = await ask('Please refund my order KL-2041, it arrived broken', { customer: {} });
    expect(ticket).toMatchObject({ state: 'replied', approval: null, authenticated: false });
  });
});

describe.concurrent('the table, from awaiting_approval', () => {
  const draft = () => ask('How heavy is the Basecamp family tent?');
  /** The draft's end is seen at once, the answer to the message later. */
  async function sayAndSee(ticket: TicketView): Promise<TicketView> {
    expect((await desk.client.say(ticket.ticketId, 'thanks anyway')).status).toBe(202);
    expect((await desk.client.ticket(ticket.ticketId)).approvals[0]).toMatchObject({ status: 'withdrawn' });
    return desk.client.ticket(ticket.ticketId, 20);
  }

  test('a customer\'s message withdraws a draft', async () => {
    const ticket = await draft();
    expect(ticket.state).toBe('awaiting_approval');
    const after = await sayAndSee(ticket);
    expect(after).toMatchObject({ turn: 2, state: 'replied' });
    expect(after.approvals[0]).toMatchObject({ status: 'withdrawn' });
    expect(await approve(ticket)).toMatchObject({ status: 409 });
  });

  test('and leaves an action\'s: the turn settles as awaiting_approval', async () => {
    add('KL-2061', '60.00');
    const ticket = await ask('Please refund my order KL-2061, it arrived broken');
    const after = await desk.client.settledAfter(ticket.ticketId, 'ok thanks');
    expect(after).toMatchObject({ turn: 2, state: 'awaiting_approval', approval: { status: 'pending', kind: 'action' } });
    expect(await approve(ticket)).toMatchObject({ status: 200, body: { status: 'approved' } });
    expect(await desk.client.ticket(ticket.ticketId, 20)).toMatchObject({ state: 'replied' });
    expect(shop.writesTo('KL-2061')).toHaveLength(1);
  });

  test('takeover: the draft is withdrawn, resolve: resolved and withdrawn', async () => {
    const ticket = await draft();
    expect((await people(ticket, 'takeover')).status).toBe(200);
    expect(await desk.client.ticket(ticket.ticketId)).toMatchObject({ state: 'assigned', approval: { status: 'withdrawn' } });
    add('KL-2062', '60.00');
    const waits = await ask('Please refund my order KL-2062, it arrived broken');
    expect((await people(waits, 'resolve')).status).toBe(200);
    expect(await desk.client.ticket(waits.ticketId)).toMatchObject({ state: 'resolved', approval: { status: 'withdrawn' } });
    expect(await approve(waits)).toMatchObject({ status: 409 });
    expect(shop.writesTo('KL-2062')).toEqual([]);
  });

  test('closure solved: resolved and withdrawn', async () => {
    const ticket = await draft();
    expect((await closure(ticket, 'solved')).status).toBe(202);
    expect(await desk.client.ticket(ticket.ticketId), 'at once').toMatchObject({ state: 'resolved', approval: { status: 'withdrawn' } });
    expect((await approve(ticket)).status).toBe(409);
    expect(await desk.client.ticket(ticket.ticketId)).toMatchObject({ state: 'resolved', approval: { status: 'withdrawn' } });
  });

  test('nobody decides: expired, escalated, and a late word is 409', async () => {
    add('KL-2063', '60.00');
    const ticket = await ask('Please refund my order KL-2063, it arrived broken');
    const seconds = (Date.parse(ticket.approval!.expiresAt) - Date.parse(ticket.messages[0]!.at)) / 1000;
    expect(seconds).toBeGreaterThan(7);
    expect(seconds).toBeLessThan(20);
    await comesTo(ticket, 'escalated');
    const after = await desk.client.ticket(ticket.ticketId);
    expect(after).toMatchObject({ approval: { status: 'expired' }, escalation: { code: 'approval_expired', level: 'high', queue: 'billing' } });
    const late = await approve(ticket);
    expect(late.status).toBe(409);
    expect(String(late.body['detail'])).toMatch(/expired|time/i);
    expect(shop.writesTo('KL-2063')).toEqual([]);
  });
});

describe.concurrent('the table, in time', () => {
  test('escalated and nobody takes it: sla_breached, high, same queue; a message stays; solved resolves', async () => {
    const ticket = await ask('I want to talk to a real person about a refund');
    expect(ticket).toMatchObject({ state: 'escalated', escalation: { code: 'asked_for_human', level: 'immediate' } });
    const { queue } = ticket.escalation!;
    const more = await desk.client.settledAfter(ticket.ticketId, 'Are you there?');
    expect(more).toMatchObject({ state: 'escalated' });
    await waitFor(async () => (await desk.client.ticket(ticket.ticketId)).timeline.some(({ summary }) => /sla_breached|in time/i.test(summary)), { for: 'the breach', deadline: 15_000 });
    const breached = await desk.client.ticket(ticket.ticketId);
    expect(breached).toMatchObject({ state: 'escalated', escalation: { queue } });
    await closure(ticket, 'solved');
    await comesTo(ticket, 'resolved');
  });

  test('replied, silence, resolved, silence, closed; a takeover assigns it; so does a human reply', async () => {
    const [one, two, three] = await Promise.all([ask('hello'), ask('hello'), ask('hello')]);
    for (const ticket of [one, two, three]) await comesTo(ticket!, 'closed', 25_000);
    expect((await people(one!, 'takeover')).status).toBe(200);
    expect(await desk.client.ticket(one!.ticketId)).toMatchObject({ state: 'assigned' });
    const replied = await people(two!, 'replies', { by: 'Lena', text: 'May I help?' });
    expect(replied.status).toBe(200);
    expect(await desk.client.ticket(two!.ticketId)).toMatchObject({ state: 'assigned', reply: { by: 'Lena', text: 'May I help?' } });
    await desk.client.say(three!.ticketId, 'thanks');
    expect((await desk.client.ticket(three!.ticketId)).state).not.toBe('closed');
    expect(await desk.client.ticket(three!.ticketId, 20)).toMatchObject({ state: 'replied', turn: 2 });
  }, 60_000);

  test('assigned and silence: resolved, unless the customer had the last word', async () => {
    const [answered, waiting] = await Promise.all([ask('hello'), ask('hello')]);
    await people(answered!, 'replies', { by: 'Lena', text: 'Hello!' });
    await people(waiting!, 'takeover');
    await desk.client.say(waiting!.ticketId, 'are you there');
    await comesTo(answered!, 'resolved', 20_000);
    expect(await desk.client.ticket(waiting!.ticketId)).toMatchObject({ state: 'assigned' });
  }, 40_000);

  test('resolved: not_solved reopens it for a human; a message is the bot\'s', async () => {
    const [one, two] = await Promise.all([ask('hello'), ask('hello')]);
    await people(one!, 'resolve');
    await people(two!, 'resolve');
    await closure(one!, 'not_solved');
    await comesTo(one!, 'escalated');
    expect(await desk.client.ticket(one!.ticketId, 20)).toMatchObject({ escalation: { code: 'asked_for_human', level: 'immediate' } });
    expect((await desk.client.say(two!.ticketId, 'hello')).body.state).toBe('received');
    expect(await desk.client.ticket(two!.ticketId, 20)).toMatchObject({ state: 'replied', turn: 2 });
  });

  test('authentication idles out', async () => {
    const ticket = await ask('Where is my order KL-2051?');
    expect(ticket.authenticated).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const after = await desk.client.settledAfter(ticket.ticketId, 'Where is my order KL-2051 now?');
    expect(after.reply?.text).not.toContain('NP2051');
    expect(after.authenticated).toBe(false);
  });

  test('triage that takes too long is 504 problem+json; the ticket is there', async () => {
    shop.twist = ({ path }) => (path.startsWith('/products') ? { delayMs: 4_000 } : undefined);
    const answer = await desk.client.call('POST', '/triage', { id: randomUUID(), text: 'Do you have the Trailhead backpack in stock?', metadata: {} });
    shop.twist = () => undefined;
    expect(answer.status).toBe(504);
    expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
    expect(String(answer.body['detail'])).toBeTruthy();
  });
});
