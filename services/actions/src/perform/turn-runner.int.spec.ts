import { fixedOrders as orders } from '@deskhand/shop/seed/fixed.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passageOf } from '../decide/turn.fixture.js';
import { openDesk } from './desk.fixture.js';

let desk: Awaited<ReturnType<typeof openDesk>>;
let ticket = 100;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** A conversation of its own, so that one test's refund is not another's. */
function conversation() {
  ticket += 1;
  return { conversationId: `con_${ticket}`, ticketId: `tkt_${ticket}`, sourceId: String(ticket) };
}

function about(intent: string, orderId: string | string[], ...wishes: string[]) {
  return { intent, entities: { orderId: [orderId].flat() }, wishes };
}

describe('order status', () => {
  it('tells the late order with its dates and its tracking number', async () => {
    const { text, proposal, code } = await desk.say('My order 12345 is late', { received: conversation(), classified: about('order_status', '12345') });
    expect(code).toBeNull();
    expect(text).toMatch(/Hi Ada,.*AI support agent/s);
    for (const fact of ['12345', '05/05', '05/10', 'Meridian Parcel', 'MP7730012345US', 'Redding']) expect(text).toContain(fact);
    expect(text.match(/sorry/gi)).toHaveLength(1);
    expect(proposal.calls.map(({ tool }) => tool)).toEqual(['lookup_order', 'track_shipment']);
    expect(proposal.kind).toBe('draft');
    expect(JSON.stringify(proposal)).not.toMatch(/Ada/);
  });

  it('tells nothing to nobody', async () => {
    const received = { ...conversation(), authenticated: false, customerId: '' };
    const { text, proposal } = await desk.say('My order 12345 is late', { received, classified: about('order_status', '12345') });
    expect(text).toContain('sign in');
    expect(text).not.toMatch(/12345|05\/05|Ada/);
    expect(proposal).toMatchObject({ kind: 'fixed', calls: [], pending: { missing: 'verification', known: { orderId: '12345' } } });
  });

  it("has the same words for someone else's order and for one that is not there", async () => {
    const strange = await desk.say('Where is it?', { received: conversation(), classified: about('order_status', orders.bensShipped) });
    const missing = await desk.say('Where is it?', { received: conversation(), classified: about('order_status', '99999999') });
    expect(strange.text.replace(orders.bensShipped, 'X')).toBe(missing.text.replace('99999999', 'X'));
    expect(strange.proposal.calls.at(-1)?.result).toBeUndefined();
    expect(strange.proposal.calls.at(-1)?.refusal?.code).toBe('not_found');
  });

  it('lists the orders to choose from when none is named, and goes on with a bare number', async () => {
    const at = conversation();
    const asked = await desk.say('Where is my order?', { received: at, classified: { intent: 'order_status' } });
    expect(asked.text).toContain('Which order');
    expect(asked.proposal.pending).toMatchObject({ missing: 'order' });
    const history = [{ messageId: 'b', from: 'bot', text: asked.proposal.text, at: '', intent: 'order_status', pending: asked.proposal.pending, toolResults: [] }];
    const told = await desk.say('12345', { received: { ...at, turn: 2, history }, classified: about('other', '12345') });
    expect(told.text).toContain('MP7730012345US');
    expect(told.text).not.toContain('AI support agent');
  });
});

describe('refunds', () => {
  it('refunds $24.90 once, and says when the money is there', async () => {
    const before = desk.refunds().length;
    const said = { received: conversation(), classified: about('refund_request', orders.refundable, 'refund') };
    const first = await desk.say('Please refund order 20001', said);
    expect(first.text).toMatch(/\$24\.90 .*20001.*5-10 business days/s);
    expect(first.proposal.calls.at(-1)).toMatchObject({ tool: 'process_refund', status: 'succeeded', kind: 'write' });
    const again = await desk.say('Please refund order 20001', said);
    expect(again.text).toBe(first.text);
    expect(desk.refunds()).toHaveLength(before + 1);
  });

  it('refunds the same wish of a later message once', async () => {
    const at = conversation();
    const wish = { intent: 'refund_request', entities: { orderId: [orders.partlyRefunded], amount: ['10.00 USD'] }, wishes: ['refund'] };
    const before = desk.refunds().length;
    await desk.say('Refund $10 of it, it was damaged', { received: at, classified: wish });
    await desk.say('So, $10 please', { received: { ...at, ticketId: 'tkt_2' }, classified: wish });
    expect(desk.refunds()).toHaveLength(before + 1);
    const other = { ...wish, entities: { orderId: [orders.partlyRefunded], amount: ['5.00 USD'] } };
    await desk.say('And $5 more', { received: { ...at, ticketId: 'tkt_2' }, classified: other });
    expect(desk.refunds()).toHaveLength(before + 2);
  });

  it.each([
    [orders.exactlyAtApproval, 0],
    [orders.justOverApproval, 1],
    [orders.exactlyAtTwoApprovals, 1],
    [orders.justOverTwoApprovals, 2],
  ])('%s needs %i approvals', async (orderId, needed) => {
    const before = desk.refunds().length;
    const { proposal, text } = await desk.say('Refund please', { received: conversation(), classified: about('refund_request', orderId, 'refund') });
    expect(proposal.action?.neededApprovals ?? 0).toBe(needed);
    expect(desk.refunds().length - before).toBe(needed === 0 ? 1 : 0);
    if (needed > 0) {
      expect(proposal).toMatchObject({ policyApproval: true, kind: 'fixed' });
      expect(text).toMatch(/submitted for approval.*REF-\w+.*24 hours/s);
    }
  });

  it.each([
    [orders.pastWindow, 'outside_window', '30 days'],
    [orders.justPastWindow, 'outside_window', '30 days'],
    [orders.finalSale, 'final_sale', 'final sale'],
    [orders.fullyRefunded, 'already_refunded', 'already been refunded'],
    [orders.cancelled, 'already_cancelled', 'already been cancelled'],
    [orders.late, 'not_delivered', "hasn't been delivered"],
    [orders.bensRefundable, 'not_found', "couldn't find order"],
  ])('refuses %s as %s', async (orderId, code, words) => {
    const before = desk.refunds().length;
    const { text, proposal } = await desk.say('Refund please', { received: conversation(), classified: about('refund_request', orderId, 'refund') });
    expect(text).toContain(words);
    expect(proposal.kind).toBe('fixed');
    expect(proposal.rules).toContain(`refused:${code}`);
    expect(desk.refunds()).toHaveLength(before);
  });

  it('has words for a second write without an order while the first one waits', async () => {
    const classified = { ...about('refund_request', orders.overApproval, 'refund'), wishes: ['refund', 'reset_password'] };
    const { proposal, code } = await desk.say('Refund 20004 and reset my password', { received: conversation(), classified });
    expect(code).toBeNull();
    expect(proposal).toMatchObject({ policyApproval: true, action: { tool: 'process_refund' } });
  });

  it('asks back before it refunds an order that nobody named, and does it on yes', async () => {
    const at = { ...conversation(), customerId: 'cus_2' };
    const named = await desk.say('I want my money back for the socks', { received: { ...conversation(), customerId: 'cus_2' }, classified: { intent: 'refund_request', wishes: ['refund'] } });
    expect(named.text).toContain(`Is it about order ${orders.bensRefundable}`);
    const asked = await desk.say('I want my money back', { received: at, classified: { intent: 'refund_request', wishes: ['refund'] } });
    expect(asked.proposal.calls.every(({ kind }) => kind === 'read')).toBe(true);
    expect(asked.text).toContain('Which order');
    const bare = { ...asked.proposal.pending };
    const history = [{ messageId: 'b', from: 'bot', text: '', at: '', intent: 'refund_request', pending: bare, toolResults: [] }];
    const before = desk.refunds().length;
    const done = await desk.say(orders.bensRefundable, { received: { ...at, turn: 2, history }, classified: about('refund_request', orders.bensRefundable) });
    expect(done.text).toContain('$24.90');
    expect(desk.refunds()).toHaveLength(before + 1);
  });

  it('offers what is left when more is asked for', async () => {
    const at = conversation();
    const classified = { intent: 'refund_request', entities: { orderId: [orders.withLetter], amount: ['500.00 USD'] }, wishes: ['refund'] };
    const { text, proposal } = await desk.say('Refund me $500 for W1234567', { received: at, classified });
    expect(text).toContain('$36.00');
    expect(proposal.pending).toMatchObject({ wish: 'refund', missing: 'confirmation', known: { amount: { value: '36.00', currency: 'USD' } } });
    const history = [{ messageId: 'b', from: 'bot', text: '', at: '', intent: 'refund_request', pending: proposal.pending, toolResults: [] }];
    const done = await desk.say('yes please', { received: { ...at, turn: 2, history }, classified: { intent: 'other' } });
    expect(done.text).toMatch(/refunded \$36\.00/);
  });

  it('begins no write for a superseded turn, under a takeover, or in a dry run', async () => {
    const before = desk.refunds().length;
    const classified = about('refund_request', orders.insideWindow, 'refund');
    desk.conversation.turn = 2;
    expect((await desk.say('Refund', { received: conversation(), classified })).superseded).toBe(true);
    Object.assign(desk.conversation, { turn: null, heldBy: 'kim' });
    expect((await desk.say('Refund', { received: conversation(), classified })).superseded).toBe(true);
    Object.assign(desk.conversation, { heldBy: '', epoch: 2 });
    expect((await desk.say('Refund', { received: conversation(), classified })).superseded).toBe(true);
    desk.conversation.epoch = 0;
    const dry = await desk.say('Refund', { received: { ...conversation(), dryRun: true }, classified });
    expect(dry.proposal.calls.at(-1)).toMatchObject({ status: 'refused', refusal: { code: 'dry_run' } });
    expect(desk.refunds()).toHaveLength(before);
  });

  it('holds the write with a draft that is to be reviewed', async () => {
    const before = desk.refunds().length;
    const classified = { ...about('refund_request', orders.insideWindow, 'refund'), confidence: 0.7 };
    const { proposal, text } = await desk.say('Refund', { received: conversation(), classified });
    expect(proposal).toMatchObject({ policyApproval: false, kind: 'draft', action: { tool: 'process_refund', neededApprovals: 1 } });
    expect(text).toContain('$72.00');
    expect(desk.refunds()).toHaveLength(before);
  });
});

describe('a part of an order', () => {
  it('stays a part when only the number comes next: half is worked out, asked back, and paid to the cent', async () => {
    const at = { ...conversation(), customerId: 'cus_2' };
    const wish = { intent: 'refund_request', wishes: ['refund'] };
    const asked = await desk.say('I want half my money back', { received: at, classified: wish });
    expect(asked.proposal.pending).toMatchObject({ wish: 'refund', missing: 'order' });
    const history = (pending: object | undefined) => [{ messageId: 'b', from: 'bot', text: '', at: '', intent: 'refund_request', pending, toolResults: [] }];
    const named = await desk.say(orders.bensWithLetter, { received: { ...at, turn: 2, history: history(asked.proposal.pending) }, classified: { intent: 'refund_request', answersPending: asked.proposal.pending, entities: { orderId: [orders.bensWithLetter] } } });
    expect(named.text).toContain('Shall I refund $14.00');
    const before = desk.refunds().length;
    const other = await desk.say('yes, the other half only', { received: { ...at, turn: 3, history: history(named.proposal.pending) }, classified: { intent: 'refund_request' } });
    expect(other.calls.every(({ kind }) => kind === 'read')).toBe(true);
    const paid = await desk.say('yes', { received: { ...at, turn: 4, history: history(named.proposal.pending) }, classified: { intent: 'refund_request' } });
    expect(paid.text).toContain('refunded $14.00');
    expect(desk.refunds()).toHaveLength(before + 1);
  });
});

describe('changes that are asked back', () => {
  const history = (pending: object | undefined) => [{ messageId: 'b', from: 'bot', text: '', at: '', intent: 'order_change', pending, toolResults: [] }];

  it('swaps an item for another of its kind', async () => {
    const at = conversation();
    const asked = await desk.say('Please change the color of the mugs in 20009 to blue', { received: at, classified: about('order_change', orders.pending) });
    expect(asked.text).toMatch(/Shall I swap .*Mug.* for .*blue/);
    const done = await desk.say('yes', { received: { ...at, turn: 2, history: history(asked.proposal.pending) }, classified: { intent: 'other' } });
    expect(done.text).toContain("I've changed the items of order 20009");
    expect(await desk.client.order(orders.pending)).toMatchObject({ value: { items: expect.arrayContaining([expect.objectContaining({ itemId: 'MUG-BLUE' })]) } });
  });

  it('pays with another method of the account, and with no other', async () => {
    const at = conversation();
    const asked = await desk.say('I want to pay 20009 differently, change the payment', { received: at, classified: about('order_change', orders.pending) });
    const known = await desk.client.customer('cus_1');
    const methods = known.kind === 'found' ? known.value.paymentMethods : [];
    for (const { label } of methods) expect(asked.text).toContain(label);
    const { label } = methods.at(-1)!;
    const done = await desk.say(label, { received: { ...at, turn: 2, history: history(asked.proposal.pending) }, classified: { intent: 'order_change', answersPending: asked.proposal.pending } });
    expect(done.text).toContain(`will now be paid with ${label}`);
  });

  it('takes "the last one" for the newest order, after asking back; what has left is refused at once', async () => {
    const wish = { intent: 'order_change', wishes: ['cancel'] };
    const { text, proposal } = await desk.say('Cancel my last order', { received: { ...conversation(), customerId: 'cus_2' }, classified: wish });
    expect(text).toMatch(/Is it about order \d+/);
    expect(proposal.pending).toMatchObject({ wish: 'cancel', missing: 'confirmation' });
    const left = await desk.say('Cancel my last order', { received: { ...conversation(), customerId: 'cus_3' }, classified: wish });
    expect(left.text).toMatch(/order \d+ has already left/);
    expect(left.proposal.calls.every(({ kind }) => kind === 'read')).toBe(true);
  });
});

describe('changes', () => {
  it('cancels a pending order, and only that', async () => {
    const refused = await desk.say('Cancel 20012', { received: conversation(), classified: about('order_change', orders.processed, 'cancel') });
    expect(refused.proposal.calls.at(-1)?.refusal?.code).toBe('not_changeable');
    const done = await desk.say('Cancel 20009', { received: conversation(), classified: about('order_change', orders.pending, 'cancel') });
    expect(done.text).toContain("I've cancelled order 20009");
  });

  it('changes the address, which leaves the desk in the clear for the shop alone', async () => {
    const token = desk.memory.token('1 New Street, Portland, OR 97201', 'address');
    const classified = about('order_change', orders.otherPending, 'change_address');
    const { text, proposal } = await desk.say(`Please send order 20024 to ${token}`, { received: conversation(), classified });
    expect(text).toContain('1 New Street');
    expect(JSON.stringify(proposal)).not.toContain('New Street');
    const order = await desk.client.order(orders.otherPending);
    expect(order).toMatchObject({ kind: 'found', value: { address: '1 New Street, Portland, OR 97201' } });
  });

  it('keeps an address out of events that nobody had known for one', async () => {
    const received = { ...conversation(), customerId: 'cus_2' };
    const classified = about('order_change', orders.bensPending, 'change_address');
    const { text, proposal } = await desk.say('Please ship it to 9 Oak Rd, Salem, OR 97301', { received, classified });
    expect(text).toContain('9 Oak Rd, Salem, OR 97301');
    expect(JSON.stringify([proposal, await desk.ledger.ofConversation(received.conversationId)])).not.toContain('Oak Rd');
    expect(await desk.client.order(orders.bensPending)).toMatchObject({ value: { address: '9 Oak Rd, Salem, OR 97301' } });
  });

  it('returns items after asking back', async () => {
    const at = conversation();
    const asked = await desk.say('I want to return order 20021', { received: at, classified: about('order_change', orders.insideWindow, 'return') });
    expect(asked.proposal.pending).toMatchObject({ missing: 'confirmation', wish: 'return' });
    const history = [{ messageId: 'b', from: 'bot', text: '', at: '', intent: 'order_change', pending: asked.proposal.pending, toolResults: [] }];
    const done = await desk.say('Yes', { received: { ...at, turn: 2, history }, classified: { intent: 'other', smallTalk: 'acknowledgement' } });
    expect(done.text).toContain("I've requested the return");
  });
});

describe('accounts', () => {
  it('sends a link to the address on file, masked', async () => {
    const { text } = await desk.say('I forgot my password', { received: conversation(), classified: { intent: 'account_issue', wishes: ['reset_password'] } });
    expect(text).toMatch(/\w\*\*\*@/);
  });

  it('asks back before it changes an e-mail address', async () => {
    const at = conversation();
    const email = desk.memory.token('new@example.com', 'email');
    const asked = await desk.say(`Change my email to ${email}`, { received: at, classified: { intent: 'account_issue', wishes: ['change_email'] } });
    expect(asked.text).toContain('Shall I change your e-mail address to new@example.com?');
    const history = [{ messageId: 'b', from: 'bot', text: '', at: '', intent: 'account_issue', pending: asked.proposal.pending, toolResults: [] }];
    const done = await desk.say('yes', { received: { ...at, turn: 2, history }, classified: { intent: 'other' } });
    expect(done.text).toContain("I've changed your e-mail address to new@example.com");
    expect(await desk.client.customer('cus_1')).toMatchObject({ value: { email: 'new@example.com' } });
  });

  it('does nothing for a suspended customer', async () => {
    const received = { ...conversation(), customerId: 'cus_5' };
    const { text } = await desk.say('Reset my password', { received, classified: { intent: 'account_issue', wishes: ['reset_password'] } });
    expect(text).toContain('suspended');
  });
});

describe('questions', () => {
  it('answers the return policy for anybody, with its source', async () => {
    const received = { ...conversation(), authenticated: false, customerId: '' };
    const { text, proposal } = await desk.say('What is your return policy?', {
      received, classified: { intent: 'refund_request' }, passages: [passageOf('returns/return-policy'), passageOf('returns/exchanges', 0.6)],
    });
    expect(text).toContain('within 30 days from delivery');
    expect(text).toContain('Source: Return policy');
    expect(proposal.citations[0]).toMatchObject({ documentId: 'returns/return-policy' });
  });

  it('asks a person when nothing answers', async () => {
    const { code } = await desk.say('Do you know my horoscope?', { received: conversation(), classified: { intent: 'other' } });
    expect(code).toBe('no_grounding');
  });

  it('tells price and availability of a product', async () => {
    const { text } = await desk.say('How much is the Ridgeline Tent?', { received: conversation(), classified: { intent: 'product_question' } });
    expect(text).toContain('Ridgeline Tent is available for $189.00');
  });

  it('serves two wishes', async () => {
    const { text } = await desk.say('Where is 12345? And what is your return policy?', {
      received: conversation(), passages: [passageOf('returns/return-policy')],
      classified: { ...about('order_status', '12345'), otherIntents: ['product_question'] },
    });
    expect(text).toContain('MP7730012345US');
    expect(text).toContain('30 days');
  });
});

describe('MODE=suggest', () => {
  it('runs no write, and says what would be said', async () => {
    const cautious = await openDesk({ db: desk.db, mode: 'suggest' });
    const { proposal, text } = await cautious.say('Refund 20001', { classified: about('refund_request', orders.refundable, 'refund') });
    expect(proposal).toMatchObject({ policyApproval: false, action: { tool: 'process_refund', neededApprovals: 1 } });
    expect(text).toContain("I've refunded $24.90");
    const large = await cautious.say('Refund 20005', { received: { ticketId: 'tkt_2' }, classified: about('refund_request', orders.overTwoApprovals, 'refund') });
    expect(large.proposal).toMatchObject({ policyApproval: false, action: { neededApprovals: 2 } });
    expect(cautious.shop.ledger()).toEqual([]);
    await cautious.close();
  });
});

it('after a crash between intention and sending, a takeover still keeps the write from beginning', async () => {
  const at = { ...conversation(), customerId: 'cus_2' };
  const said = { received: at, classified: about('refund_request', orders.bensWithLetter, 'refund') };
  const begin = desk.ledger.begin.bind(desk.ledger);
  desk.ledger.begin = () => Promise.reject(new Error('crashed'));
  await expect(desk.say('Refund', said)).rejects.toThrow('crashed');
  desk.ledger.begin = begin;
  desk.conversation.heldBy = 'kim';
  expect(await desk.say('Refund', said)).toMatchObject({ superseded: true });
  expect((await desk.ledger.ofConversation(at.conversationId))[0]).toMatchObject({ status: 'intended', attempts: 0 });
  desk.conversation.heldBy = '';
});
