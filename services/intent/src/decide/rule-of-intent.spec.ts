import { expect, test } from 'vitest';
import type { HistoryMessage } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { findWish } from './find-wish.js';
import { ruleOfIntent } from './rule-of-intent.js';

const scores = (top: string) => ['order_status', 'refund_request', 'order_change', 'account_issue', 'other'].map((intent) => ({ intent, confidence: intent === top ? 0.4 : 0.15 })).sort((a, b) => b.confidence - a.confidence);

function when(text: string, { told = '', top = 'other', orders = [] as string[], wishes = 1, ...more } = {}): string | undefined {
  const history: HistoryMessage[] = told ? [{ messageId: 'b', from: 'bot', text: told, at: '', intent: 'order_status', pending: undefined, toolResults: [] }] : [];
  const pieces = Array.from({ length: wishes }, () => ({ text, intent: top, confidence: 0.9 }));
  const read = { candidates: scores(top), entities: { orderId: orders }, explicitWish: findWish(text), asksForHuman: false, legal: false, unsafe: false, banned: null, wishes: pieces, ...more };
  return ruleOfIntent({ text, history }, read);
}

test.each([
  ['ok cancle 20009 pls', 'order_change'],
  ['rfund for ordr 88120??', 'refund_request'],
  ['I forgot my pasword', 'account_issue'],
])('a wish in so many words leaves no doubt: %s', (text, intent) => {
  expect(when(text)).toBe(intent);
});

test('of several intents that a wish may belong to, the likeliest', () => {
  expect(when('I want to return 20021', { top: 'refund_request' })).toBe('refund_request');
  expect(when('I want to return 20021', { top: 'order_status' })).toBe('order_change');
});

test('"where is" and an order number asks how it stands; a change or a charge does not', () => {
  expect(when('helo were is my oder 20023', { orders: ['20023'] })).toBe('order_status');
  expect(when('20023 was charged twice, any news', { orders: ['20023'] })).toBeUndefined();
  expect(when('where is my order')).toBeUndefined();
});

test('how long shipping takes is asked of how orders stand, money back is not', () => {
  expect(when('How long does standard shipping take?')).toBe('order_status');
  expect(when('Hi, how quick is delivery')).toBe('order_status');
  expect(when('how long until my refund is delivered')).toBeUndefined();
});

test('a short question after an answer is about the order just spoken of', () => {
  const told = 'Your order 20023 was shipped on 11/23.';
  expect(when('and when wil it arive', { told })).toBe('order_status');
  expect(when("one more thing, what's in it", { told })).toBe('order_status');
  expect(when('can you change it', { told })).toBeUndefined();
  expect(when('where is your shop', { told })).toBeUndefined();
});

test('after a cancellation or a refund, "when do I get my money" is about that money', () => {
  const told = "I've cancelled order 22002 for you.";
  expect(when('when do I get my money', { told })).toBe('refund_request');
  expect(when('and how much', { told })).toBe('refund_request');
  expect(when('when do I get my money')).toBeUndefined();
});

test('"what about 22001" asks the same for another', () => {
  const told = 'Your order 22003 was shipped on 11/23.';
  expect(when('what about 22001', { told, orders: ['22001'] })).toBe('order_status');
  expect(when('and the other one', { told })).toBe('order_status');
  expect(when('what about 22001', { orders: ['22001'] })).toBeUndefined();
});

test('nothing is ruled where people are asked for, or where two things are asked', () => {
  expect(when('refund 20001 or get me a human', { asksForHuman: true })).toBeUndefined();
  expect(when('where is 20023 and do you sell tents', { orders: ['20023'], wishes: 2 })).toBeUndefined();
});
