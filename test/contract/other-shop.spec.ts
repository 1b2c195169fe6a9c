import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketView } from '../support/desk-client.ts';
import { identityToken, startDesk, type RunningDesk } from '../support/start-desk.ts';
import { minimalOrder, type MinimalOrder, type MinimalShop, type Seen, startMinimalShop, type Twist } from './minimal-shop.ts';

// A shop written by others from API.md §3 alone, and how it goes wrong.
const owner = 'yusuf_rossi_9620';
let desk: RunningDesk;
let shop: MinimalShop;
let token: string;
const twists = new Map<string, (request: Seen) => Twist | undefined>();

beforeAll(async () => {
  shop = await startMinimalShop('another token');
  shop.customers.set(owner, { id: owner, name: 'Yusuf Rossi', email: 'yusuf@example.com', status: 'active', paymentMethods: [] });
  // A request is twisted when it names the order of a test: in its path, its body, or by the key of a write that did.
  shop.twist = (request) => {
    for (const [orderId, twist] of twists) {
      const own = request.path.includes(orderId) || request.body.includes(orderId) || shop.writesTo(orderId).some(({ key }) => key && request.path.endsWith(key));
      if (own) return twist(request);
    }
    return undefined;
  };
  desk = await startDesk({ env: { SHOP_URL: shop.url, SHOP_TOKEN: 'another token' } });
  token = await identityToken(owner);
});
afterAll(async () => {
  await desk?.stop();
  await shop?.close();
});

const add = (id: string, value = '24.90', more: Partial<MinimalOrder> = {}) => shop.orders.set(id, minimalOrder(id, value, owner, more));
const ask = (text: string) => desk.client.settled({ text, customer: { identityToken: token } });
const refund = (id: string, twist?: (request: Seen) => Twist | undefined) => {
  add(id);
  if (twist) twists.set(id, twist);
  return settledLater(`Please refund order ${id}, it arrived damaged`);
};
const isWrite = ({ method }: Seen) => method !== 'GET';
const isOperation = ({ path }: Seen) => path.startsWith('/operations/');
const refundOf = (ticket: TicketView) => ticket.actions.find(({ tool }) => tool === 'process_refund');

/** Reconciling may take up to 20 s: asks until the turn is settled. */
async function settledLater(text: string): Promise<TicketView> {
  const { body } = await desk.client.submit({ text, customer: { identityToken: token } });
  let ticket = await desk.client.ticket(body.ticketId, 30);
  if (!isSettled(ticket)) ticket = await desk.client.ticket(body.ticketId, 30);
  return ticket;
}
const isSettled = ({ state }: TicketView) => ['replied', 'awaiting_approval', 'escalated', 'assigned', 'resolved', 'closed'].includes(state);

function sameKeyAndBody(orderId: string): Seen[] {
  const writes = shop.writesTo(orderId);
  expect(new Set(writes.map(({ key }) => key)).size, 'one key').toBe(1);
  expect(new Set(writes.map(({ body }) => body)).size, 'one body').toBe(1);
  return writes;
}

describe('an honest shop with the least that the contract asks', () => {
  test.each(['54321', '87654321', '#W6067464', 'W6067465'])('order %s is found, asked for without its #', async (written) => {
    const id = written.replace('#', '');
    add(id, '18.00', { status: 'shipped', deliveredAt: undefined });
    shop.shipments.set(id, { orderId: id, carrier: 'Nordpost', trackingNumber: `NP${id}`, status: 'in_transit', shippedAt: '2026-11-20T08:00:00+01:00', eta: '2026-11-28T00:00:00Z', events: [] });
    const ticket = await ask(`Where is my order ${written}?`);
    expect(ticket).toMatchObject({ state: 'replied', authenticated: true });
    expect(ticket.reply?.text).toContain(`NP${id}`);
    expect(ticket.entities?.['orderId']).toEqual([id]);
    expect(shop.seen.some(({ path }) => path === `/orders/${id}`)).toBe(true);
    expect(shop.seen.some(({ path }) => path.includes('%23'))).toBe(false);
  });

  test('no shipment yet is a 404 and no fault', async () => {
    add('55501', '18.00', { status: 'pending', deliveredAt: undefined });
    const ticket = await ask('where is order 55501?');
    expect(ticket.state).toBe('replied');
    expect(ticket.reply?.text).toContain('55501');
  });

  test('a refund is one POST of the three members under one key with the bearer', async () => {
    const ticket = await refund('55502');
    expect(ticket.state).toBe('replied');
    expect(ticket.reply?.text).toMatch(/24\.90/);
    const writes = shop.writesTo('55502');
    expect(writes).toHaveLength(1);
    expect(writes[0]).toMatchObject({ method: 'POST', path: '/refunds', authorization: 'Bearer another token', key: expect.stringMatching(/^[\x21-\x7e]{8,200}$/) });
    const body = JSON.parse(writes[0]!.body) as Record<string, unknown>;
    expect(Object.keys(body).toSorted()).toEqual(['amount', 'orderId', 'reason']);
    expect(body).toMatchObject({ orderId: '55502', amount: { value: '24.90', currency: 'USD' }, reason: expect.any(String) });
    expect(refundOf(ticket)).toMatchObject({ kind: 'write', status: 'succeeded', refusal: null, idempotencyKey: writes[0]!.key });
  });

  test('cancelling, an address, a return and a password each are the call of the table', async () => {
    for (const id of ['55511', '55512']) add(id, '30.00', { status: 'pending', deliveredAt: undefined });
    add('55513', '30.00', { paymentMethodId: 'pm_1' });
    const cancelled = await ask('Please cancel my order 55511, I ordered it by mistake');
    expect(cancelled.actions.find(({ tool }) => tool === 'cancel_order')).toMatchObject({ status: 'succeeded' });
    expect(JSON.parse(shop.writesTo('55511')[0]!.body)).toEqual({ reason: expect.any(String) });
    const moved = await ask('Please change the delivery address of order 55512 to 12 Harbour Road, Bristol BS1 5TY');
    expect(moved.actions.find(({ tool }) => tool === 'change_address')).toMatchObject({ status: 'succeeded' });
    expect(shop.writesTo('55512')[0]).toMatchObject({ method: 'PATCH', path: '/orders/55512' });
    expect(JSON.parse(shop.writesTo('55512')[0]!.body)).toEqual({ address: expect.stringContaining('12 Harbour Road') });
    const reset = await ask('I forgot my password, please reset it');
    expect(reset.actions.find(({ tool }) => tool === 'reset_password')).toMatchObject({ status: 'succeeded' });
    expect(shop.seen.find(({ path }) => path === `/customers/${owner}/password-reset`)?.key).toBeTruthy();
    expect(reset.reply?.text).toContain('y***@example.com');
  });
});

describe('a customer who is not signed in', () => {
  const codeIn = (mail: Record<string, unknown> | undefined) => /\b\d{6}\b/.exec(String(mail?.['text']))?.[0] ?? '';
  const mailsTo = (address: string) => shop.mails.filter(({ to }) => to === address);

  test('gets a code by the shop\'s POST /mail, types it back, and the refund is done', async () => {
    add('55521');
    const asked = await desk.client.settled({ text: 'Please refund order 55521, it arrived damaged', customer: { email: 'yusuf@example.com' } });
    expect(asked).toMatchObject({ state: 'replied', authenticated: false });
    await expect.poll(() => mailsTo('yusuf@example.com').length, { timeout: 10_000 }).toBe(1);
    const [mail] = mailsTo('yusuf@example.com');
    expect(Object.keys(mail!).toSorted()).toEqual(['subject', 'text', 'to']);
    expect(shop.seen.filter(({ path }) => path === '/mail').every(({ key }) => Boolean(key))).toBe(true);
    expect(shop.writesTo('55521')).toEqual([]);
    const done = await desk.client.settledAfter(asked.ticketId, `the code is ${codeIn(mail)}`);
    expect(done).toMatchObject({ state: 'replied', authenticated: true });
    expect(shop.writesTo('55521')).toHaveLength(1);
  });

  test('an address on no file gets the same words and no mail; a wrong code opens nothing', async () => {
    const [known, unknown] = await Promise.all(['yusuf@example.com', 'nobody@example.com'].map((email) => desk.client.settled({ text: 'Please refund order 55521, it arrived damaged', customer: { email } })));
    expect(unknown?.reply?.text).toBe(known?.reply?.text);
    const wrong = await desk.client.settledAfter(known!.ticketId, '000000');
    expect(wrong).toMatchObject({ authenticated: false });
    expect(wrong.reply?.text).not.toMatch(/24\.90/);
    expect(mailsTo('nobody@example.com')).toEqual([]);
  });

  test('another customer\'s token in a conversation is served unauthenticated, and the timeline says why', async () => {
    add('55522', '18.00', { status: 'shipped', deliveredAt: undefined });
    const conversationId = `two-${Date.now()}`;
    await desk.client.settled({ text: 'Where is my order 55522?', conversationId, customer: { identityToken: token } });
    const other = await desk.client.settled({ text: 'Where is my order 55522?', conversationId, customer: { identityToken: await identityToken('somebody_else') } });
    expect(other).toMatchObject({ authenticated: false, state: 'replied' });
    expect(other.reply?.text).not.toContain('55522 was');
    expect(other.timeline.map(({ summary }) => summary).join(' ')).toMatch(/another customer/);
  });
});

describe.concurrent('refusals and faults', () => {
  test.each([['422', 422], ['400', 400], ['404', 404], ['409', 409], ['410', 410]])('%s is a no: once, told to the customer or a person, never again', async (_what, status) => {
    const id = `561${status}`;
    const ticket = await refund(id, (request) => (isWrite(request) ? { status } : undefined));
    expect(shop.writesTo(id)).toHaveLength(1);
    expect(refundOf(ticket)).toMatchObject({ status: 'refused' });
    expect(['replied', 'escalated']).toContain(ticket.state);
    expect(ticket.reply?.text).not.toMatch(/business days/);
  });

  test.each([401, 403])('%i is a fault to report: tool_failed, to billing, nothing claimed', async (status) => {
    const id = `562${status}`;
    const ticket = await refund(id, (request) => (isWrite(request) ? { status } : undefined));
    sameKeyAndBody(id);
    expect(refundOf(ticket)).toMatchObject({ status: 'failed' });
    expect(ticket).toMatchObject({ state: 'escalated', escalation: { code: 'tool_failed', level: 'high', queue: 'billing' } });
    expect(ticket.reply?.text).not.toMatch(/business days/);
  });

  test.each([408, 425, 429])('%i is tried again under the same key', async (status) => {
    const id = `563${status}`;
    let left = 1;
    const ticket = await refund(id, (request) => (isWrite(request) && left-- > 0 ? { status, headers: { 'retry-after': '1' } } : undefined));
    expect(sameKeyAndBody(id)).toHaveLength(2);
    expect(refundOf(ticket)).toMatchObject({ status: 'succeeded' });
    expect(ticket.state).toBe('replied');
  });
});

describe.concurrent('unknown ends', () => {
  test('done, but answered 500: asked, found, never sent again', async () => {
    const ticket = await refund('56401', (request) => (isWrite(request) ? { execute: true, status: 500 } : undefined));
    expect(shop.writesTo('56401')).toHaveLength(1);
    expect(shop.operationsAsked(shop.writesTo('56401')[0]!.key!).length).toBeGreaterThan(0);
    expect(refundOf(ticket)).toMatchObject({ status: 'succeeded' });
    expect(ticket.reply?.text).toMatch(/24\.90/);
  });

  test('an operation whose status is a word was accepted all the same', async () => {
    const ticket = await refund('56407', (request) => (isWrite(request) ? { execute: true, status: 502 } : isOperation(request) ? { lie: (honest) => ({ ...honest, status: 'accepted' }) } : undefined));
    expect(shop.writesTo('56407')).toHaveLength(1);
    expect(refundOf(ticket)).toMatchObject({ status: 'succeeded' });
  });

  test('done, but the answer takes longer than 5 s: the same', async () => {
    const before = Date.now();
    const ticket = await refund('56402', (request) => (isWrite(request) ? { execute: true, status: 201, delayMs: 9_000 } : undefined));
    const [only, ...more] = shop.writesTo('56402');
    expect(more).toEqual([]);
    const asked = shop.operationsAsked(only!.key!)[0]!;
    expect(asked.at - only!.at).toBeGreaterThan(4_500);
    expect(asked.at - only!.at).toBeLessThan(8_000);
    expect(refundOf(ticket)).toMatchObject({ status: 'succeeded' });
    expect(Date.now() - before).toBeLessThan(20_000);
  }, 40_000);

  test('500 and not done, again and again: the same body under the same key at most 5 times within 20 s, then failed', async () => {
    const ticket = await refund('56403', (request) => (isWrite(request) ? { status: 500 } : undefined));
    const writes = sameKeyAndBody('56403');
    expect(writes.length).toBeGreaterThan(1);
    expect(writes.length).toBeLessThanOrEqual(6);
    expect(writes.at(-1)!.at - writes[0]!.at).toBeLessThanOrEqual(20_500);
    // Between two sends it was asked each time.
    expect(shop.operationsAsked(writes[0]!.key!).length).toBeGreaterThanOrEqual(writes.length - 1);
    expect(refundOf(ticket)).toMatchObject({ status: 'failed' });
    expect(ticket).toMatchObject({ state: 'escalated', escalation: { code: 'tool_failed', level: 'high', queue: 'billing' } });
  }, 60_000);

  test('500 once and not done: sent again, done once', async () => {
    let left = 1;
    const ticket = await refund('56404', (request) => (isWrite(request) && left-- > 0 ? { status: 503 } : undefined));
    expect(sameKeyAndBody('56404')).toHaveLength(2);
    expect(refundOf(ticket)).toMatchObject({ status: 'succeeded' });
  });

  test.each([405, 501])('no operations kept (%i): effect_unknown, to billing, never sent again', async (status) => {
    const id = `565${status}`;
    const ticket = await refund(id, (request) => (isOperation(request) ? { status } : isWrite(request) ? { execute: true, status: 500 } : undefined));
    expect(shop.writesTo(id)).toHaveLength(1);
    expect(refundOf(ticket)).toMatchObject({ status: 'unknown' });
    expect(ticket).toMatchObject({ state: 'escalated', escalation: { code: 'effect_unknown', level: 'high', queue: 'billing' } });
    expect(ticket.reply?.text).not.toMatch(/business days/);
  });

  test('the operations answer 500 too: nobody knows, a person looks', async () => {
    const ticket = await refund('56406', (request) => (isOperation(request) || isWrite(request) ? { status: 500 } : undefined));
    expect(shop.writesTo('56406')).toHaveLength(1);
    expect(ticket).toMatchObject({ state: 'escalated', escalation: { code: 'effect_unknown' } });
  }, 60_000);

  test.each([
    ['another order', (honest: Record<string, unknown>) => ({ ...honest, orderId: '99999' })],
    ['another amount', (honest: Record<string, unknown>) => ({ ...honest, amount: { value: '0.01', currency: 'USD' } })],
    ['no words at all', () => ({})],
  ])('a 201 about %s is no success by itself', async (what, lie) => {
    const id = `566${what.length}0`;
    const ticket = await refund(id, (request) => (isWrite(request) ? { execute: true, lie } : undefined));
    expect(shop.writesTo(id)).toHaveLength(1);
    // What the shop remembers is the honest answer: found out by asking.
    expect(shop.operationsAsked(shop.writesTo(id)[0]!.key!).length).toBeGreaterThan(0);
    expect(refundOf(ticket)).toMatchObject({ status: 'succeeded', result: expect.objectContaining({ orderId: id }) });
  });
});

describe.concurrent('lies and silence about orders', () => {
  const reads = (lie: Twist) => (request: Seen) => (isWrite(request) ? undefined : lie);
  test.each<[string, string, Twist]>([
    ['another order', '57001', { lie: (honest) => ({ ...honest, id: '57999' }) }],
    ['no customer', '57002', { lie: ({ customerId: _customerId, ...honest }) => honest }],
    ['a negative total', '57003', { lie: (honest) => ({ ...honest, total: { value: '-24.90', currency: 'USD' } }) }],
    ['a number as money', '57004', { lie: (honest) => ({ ...honest, total: 24.9 }) }],
    ['a page of HTML', '57005', { status: 200, body: '<html>' }],
    ['500', '57006', { status: 500 }],
    ['401', '57007', { status: 401 }],
    ['429', '57008', { status: 429 }],
    ['silence', '57009', { delayMs: 12_000 }],
  ])('%s: no refund, nothing told of it, a person gets it as tool_failed', async (_what, id, lie) => {
    const ticket = await refund(id, reads(lie));
    expect(shop.writesTo(id)).toEqual([]);
    expect(ticket).toMatchObject({ state: 'escalated', escalation: { code: 'tool_failed', level: 'high', queue: 'billing' } });
    expect(ticket.reply?.text).not.toMatch(/24\.90|business days|Kettle/);
    const where = await settledLater(`Where is my order ${id}?`);
    expect(where).toMatchObject({ state: 'escalated', escalation: { code: 'tool_failed', queue: 'support' } });
  }, 60_000);

  test('another customer\'s order under my number gets the words of one that does not exist', async () => {
    shop.orders.set('57101', minimalOrder('57101', '24.90', 'somebody_else'));
    const [other, none] = await Promise.all(['57101', '57102'].map((id) => ask(`Refund order ${id} please`)));
    expect(other?.reply?.text.replaceAll('57101', 'N')).toBe(none?.reply?.text.replaceAll('57102', 'N'));
    expect(shop.writesTo('57101')).toEqual([]);
  });
});

test('a refund that needs a person is stale once the order has changed', async () => {
  for (const [id, change] of [['58001', { status: 'returned' }], ['58002', { refunded: { value: '1.00', currency: 'USD' } }], ['58003', { total: { value: '141.00', currency: 'USD' } }]] as const) {
    add(id, '140.00');
    const ticket = await ask(`Please refund order ${id}, it is damaged`);
    expect(ticket.state, id).toBe('awaiting_approval');
    Object.assign(shop.orders.get(id)!, change);
    const answer = await desk.client.call('POST', `/v1/approvals/${ticket.approval!.approvalId}/approve`, { by: 'Lena' });
    expect(answer.status, id).toBe(409);
    const after = await desk.client.ticket(ticket.ticketId, 20);
    expect(after).toMatchObject({ state: 'escalated', escalation: { code: 'approval_expired', level: 'high', queue: 'billing' }, approval: { status: 'stale' } });
    expect(shop.writesTo(id)).toEqual([]);
  }
  add('58004', '140.00');
  const ticket = await ask('Please refund order 58004, it is damaged');
  Object.assign(shop.orders.get('58004')!, { trackingNote: 'new', placedAt: '2026-11-01T00:00:00Z' });
  expect((await desk.client.call('POST', `/v1/approvals/${ticket.approval!.approvalId}/approve`, { by: 'Lena' })).status).toBe(200);
  expect((await desk.client.ticket(ticket.ticketId, 20)).state).toBe('replied');
});
