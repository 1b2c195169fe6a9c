import { fixedCustomers } from '@deskhand/shop/seed/fixed.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityToken, startDesk, type RunningDesk } from '../support/start-desk.ts';

// Conversations that once went badly, as they should go.
let desk: RunningDesk;
let token: string;
beforeAll(async () => {
  desk = await startDesk();
  token = await identityToken(fixedCustomers.ada);
});
afterAll(() => desk?.stop());

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
