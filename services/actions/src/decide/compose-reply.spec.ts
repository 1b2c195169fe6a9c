import { expect, it } from 'vitest';
import { composeReply } from './compose-reply.js';
import type { Part } from './turn.js';
import { turnOf } from './turn.fixture.js';

const part = (text: string, more: Partial<Part> = {}): Part => ({ text, fixed: true, rule: 'r', ...more });
const customer = {
  id: 'cus_1', name: '<PERSON_aaaaaaaa>', firstName: '<PERSON_bbbbbbbb>', email: '<EMAIL_aaaaaaaa>', status: 'active' as const, paymentMethods: [],
};
const history = [{ messageId: 'b', from: 'bot', text: 'x', at: '', intent: '', pending: undefined, toolResults: [] }];

it('says who speaks in the first reply and in no other', () => {
  expect(composeReply(turnOf('x', { customer }), [part('Done.')]).text).toBe("Hi <PERSON_bbbbbbbb>, I'm an AI support agent for Larkspur Goods.\n\nDone.");
  expect(composeReply(turnOf('x', { customer, received: { history } }), [part('Done.')]).text).toBe('Done.');
  expect(composeReply(turnOf('x'), [part('Hello!', { rule: 'small_talk:greeting' })]).text).toBe("Hello! I'm an AI support agent for Larkspur Goods.");
});

it('is sorry once', () => {
  const parts = [part("I'm sorry, order 1 is late."), part("I'm sorry, I can't refund order 2."), part("I'm sorry about that; call us.")];
  const { text } = composeReply(turnOf('x', { received: { history } }), parts);
  expect(text).toBe("I'm sorry, order 1 is late.\n\nI can't refund order 2.\n\nCall us.");
});

it('says nothing twice, asks one thing, and is a draft as soon as one part is', () => {
  const pending = { intent: 'a', wish: 'refund', missing: 'order', known: {} } as const;
  const reply = composeReply(turnOf('x', { received: { history } }), [part('A', { pending }), part('A'), part('B', { fixed: false, pending: { ...pending, wish: 'cancel' } })]);
  expect(reply).toMatchObject({ text: 'A\n\nB', kind: 'draft', pending });
});

it('signs mails', () => {
  expect(composeReply(turnOf('x', { received: { history, channel: 'email' } }), [part('A')]).text).toBe('A\n\nThe Larkspur Goods support desk');
});
