import { expect, it } from 'vitest';
import { ordersOfWish } from './orders-of-wish.js';

it.each([
  ['cancel order 20009 and where is 12345?', 'cancel', ['20009']],
  ['cancel order 20009 and where is 12345?', '', ['12345']],
  ['Where is 12345? Refund 20001, please.', 'refund', ['20001']],
  ['refund both 20021 and 20002', 'refund', ['20021', '20002']],
  ['refund 20001, 20002 and 20003; where is 12345', 'refund', ['20001', '20002', '20003']],
  ['orders 20021 and 20002: please refund', 'refund', ['20021', '20002']],
  ['20001 arrived broken, and 20002 is late', 'cancel', ['20001', '20002']],
])('%s (%s)', (text, wish, orders) => {
  const named = text.match(/\d{5}/g) ?? [];
  expect(ordersOfWish(text, wish, named)).toEqual(orders);
});
