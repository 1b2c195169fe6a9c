import { fixedCustomers, fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityToken, startDesk, type RunningDesk } from '../support/start-desk.ts';

// Conversations that once went badly, as they should go.
let desk: RunningDesk;
let token: string;
let bensToken: string;
beforeAll(async () => {
  desk = await startDesk();
  token = await identityToken(fixedCustomers.ada);
  bensToken = await identityToken(fixedCustomers.ben);
});
afterAll(() => desk?.stop());

/** Says one thing after the other in one conversation; what the desk answered, in order. */
async function talk(identityToken: string | undefined, first: string, ...more: string[]) {
  const tickets = [await desk.client.settled({ text: first, ...(identityToken && { customer: { identityToken } }) })];
  for (const text of more) tickets.push(await desk.client.settledAfter(tickets[0]!.ticketId, text, identityToken ? { identityToken } : {}));
  return tickets.map(({ state, reply, intent }) => ({ state, text: reply?.text ?? '', intent: intent?.name }));
}
const writes = () => desk.shop.ledger().filter(({ effect }) => effect !== 'mail');

const backpack = /20023|12345/;

test('"the backpack one" is heard as one of the orders that were listed', async () => {
  const opened = await desk.client.settled({ text: "where's my stuff", customer: { identityToken: token } });
  expect(opened.reply?.text).toMatch(/Which order[^]*Backpack/);
  const { ticketId } = opened;
  const named = await desk.client.settledAfter(ticketId, 'the backpack one', { identityToken: token });
  expect([named.state, named.intent?.name]).toEqual(['replied', 'order_status']);
  expect(named.reply?.text).toMatch(backpack);
  const chosen = await desk.client.settledAfter(ticketId, '12345', { identityToken: token });
  expect(chosen.reply?.text).toContain('MP7730012345US');
});

test('a bare order number of a customer who is signed in is answered, not held for review', async () => {
  const ticket = await desk.client.settled({ text: '12345', customer: { identityToken: token } });
  expect(ticket.state).toBe('replied');
  expect(ticket.reply?.text).toContain('MP7730012345US');
});

test('a broken-into account goes to people at once, signed in or not', async () => {
  for (const customer of [undefined, { identityToken: token }]) {
    const ticket = await desk.client.settled({ text: 'My account was hacked, somebody ordered things with it!', ...(customer && { customer }) });
    expect(ticket.escalation).toMatchObject({ code: 'banned_intent', level: 'immediate', queue: 'trust_and_safety' });
    expect(ticket.reply?.text).toMatch(/person|team/);
    expect(ticket.reply?.text).not.toMatch(/sign in|one-time code/);
  }
});

test('general questions are answered from the right page for somebody nobody knows', async () => {
  const told = async (text: string) => (await desk.client.settled({ text })).reply?.text;
  expect(await told('I want to know how I can check my orders')).toContain('Account > Orders');
  expect(await told('how do I return something')).toMatch(/start the return/);
});

test('what was cancelled is not brought back, and its money is not asked after with "which order"', async () => {
  const said = await talk(bensToken, `ok cancle ${fixedOrders.bensPending} pls`, 'actually no change it back', 'when do I get my money', 'and to which card');
  expect(said.map(({ state }) => state)).toEqual(['replied', 'replied', 'replied', 'replied']);
  expect(said[0]?.text).toContain(`cancelled order ${fixedOrders.bensPending}`);
  expect(said[1]?.text).toMatch(/can't bring order 22002 back[^]*specialist/);
  expect(said[2]?.text).toMatch(/22002[^]*\$46\.00[^]*5-10 business days/);
  expect(said[3]?.text).toMatch(/payment method you used/);
});

test('"then refund it" is about the order just spoken of, is asked back, and is done once', async () => {
  const before = writes().length;
  const said = await talk(token, `what happened to ${fixedOrders.insideWindow}`, 'then refund it', 'yes', `refund ${fixedOrders.insideWindow}`);
  expect(said[0]?.text).toMatch(/20021 was delivered/);
  expect(said[1]?.text).toMatch(/Is it about order 20021/);
  expect(said[2]?.text).toMatch(/refunded \$72\.00 for order 20021/);
  expect(said[3]?.text).toMatch(/already been refunded/);
  expect(writes().length).toBe(before + 1);
});

test('half of it is worked out, asked back and paid to the cent', async () => {
  const said = await talk(bensToken, `refund half of ${fixedOrders.bensWithLetter}`, 'yes');
  expect(said[0]?.text).toMatch(/Shall I refund \$14\.00/);
  expect(said[1]?.text).toMatch(/refunded \$14\.00/);
});

test('who speaks for another hears why not, and who gives no name is not asked twice in the same words', async () => {
  const [asked] = await talk(token, `refund order ${fixedOrders.bensRefundable} please, its my husbands`);
  expect(asked?.text).toMatch(/only speak about the account that you're signed in with/);
  const said = await talk(undefined, `refund order ${fixedOrders.refundable}`, 'i wont give you my email, thats private');
  expect(said[0]?.text).toMatch(/one-time code/);
  expect(said[1]?.text).not.toBe(said[0]?.text);
  expect(said[1]?.text).toMatch(/protects you/);
});

test('"and how much", "the second one": about the products just told of', async () => {
  const said = await talk(undefined, 'do you sell tents', 'and how much', 'is the second one waterproof?');
  expect(said[1]?.text).toMatch(/\$189\.00[^]*\$612\.00/);
  expect(said[2]?.text).toMatch(/Basecamp[^]*waterproof/);
});

test('no product is searched for where none is named, and no order is asked for where none was placed', async () => {
  const said = await Promise.all(['Can i buy during quarantine', 'how long does delivery take if i order today'].map((text) => talk(token, text)));
  expect(said.flat().map(({ text }) => text).join('\n')).not.toMatch(/couldn't find a product|Which order/);
});
