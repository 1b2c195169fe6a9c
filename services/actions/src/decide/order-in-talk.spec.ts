import { expect, test } from 'vitest';
import { orderInTalk, orderNotMeant } from './order-in-talk.js';
import { turnOf } from './turn.fixture.js';

const message = (from: string, text: string, toolResults: object[] = []) => ({ messageId: 'm', from, text, at: '', intent: '', pending: undefined, toolResults: toolResults as never });
const after = (text: string, ...history: ReturnType<typeof message>[]) => turnOf(text, { received: { history } });
const told = message('bot', 'Your order 20021 was delivered on 10/27.');
const listed = message('bot', 'Which order is it about? 20001 (11/14: Socks), 20002 (11/14: Chair).');

test('the order named last is the one spoken of', () => {
  expect(orderInTalk(after('then refund it', message('customer', 'where is 20023'), told))).toBe('20021');
  expect(orderInTalk(after('then refund it', told, message('bot', "You're welcome!")))).toBe('20021');
});

test('a list of orders names none, nor does an old message', () => {
  expect(orderInTalk(after('refund it', told, listed))).toBeUndefined();
  expect(orderInTalk(after('refund it', told, ...Array.from({ length: 6 }, () => message('customer', 'hm'))))).toBeUndefined();
});

test('somebody else\'s order is never the one', () => {
  const refused = message('bot', "I couldn't find order 22001 in your account.", [{ tool: 'lookup_order', status: 'refused', arguments: { orderId: '22001' } }]);
  expect(orderInTalk(after('refund it', told, refused))).toBe('20021');
});

test('"the other one" is any but that', () => {
  expect(orderInTalk(after('no, the other one', told))).toBeUndefined();
  expect(orderNotMeant(after('no, the other one', told))).toBe('20021');
  expect(orderInTalk(after('the one I ordered last', told))).toBeUndefined();
});
