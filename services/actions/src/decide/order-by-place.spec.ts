import { expect, test } from 'vitest';
import { orderByPlace } from './order-by-place.js';

const orders = [{ id: '20024' }, { id: '12345' }, { id: '20009' }] as Parameters<typeof orderByPlace>[1];
const asked = 'Which order is it about? These are your latest ones: 20009 (11/25: mugs), 20024 (11/25: bottle).';

function chosen(text: string, missing = 'order', said = asked): string | undefined {
  const turn = { answered: { intent: 'order_change', wish: 'cancel', missing, known: {} }, received: { text, history: [{ from: 'bot', text: said }] } };
  return orderByPlace(turn as unknown as Parameters<typeof orderByPlace>[0], orders);
}

test.each([
  ['the second one', '20024'],
  ['1st pls', '20009'],
  ['the third one', undefined],
  ['the other one', undefined],
  ['I ordered it for the first time in a long while and now it is late', undefined],
])('of the orders just listed: %s', (text, id) => {
  expect(chosen(text)).toBe(id);
});

test('only where orders were asked for, and listed', () => {
  expect(chosen('the second one', 'confirmation')).toBeUndefined();
  expect(chosen('the second one', 'order', 'Which order is it about?')).toBeUndefined();
});
