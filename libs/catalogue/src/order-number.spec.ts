import { expect, test } from 'vitest';
import { findOrderNumbers, isOrderNumber } from './order-number.js';

const shop = { orderNumberPattern: '#?[A-Z]?\\d{5,8}' };

test.each([
  ['My order 12345 is late', ['12345']],
  ['Where is #W6067464?', ['W6067464']],
  ['where is w6067464', ['W6067464']],
  ['#12345, please', ['12345']],
  ['order#12345', ['12345']],
  ['Order No.12345', ['12345']],
  ['12345 and 67890, and 12345 again.', ['12345', '67890']],
  ['12345,67890', ['12345', '67890']],
  ['https://larkspurgoods.example/orders/12345', ['12345']],
  ['(12345)', ['12345']],
])('given "%s", then it names %j', (text, ids) => {
  expect(findOrderNumbers(text, shop)).toEqual(ids);
});

test.each([
  'I have 3 tents and 1234 pegs',
  'It cost $12345 or 12345.67',
  'I want 50000 dollars',
  'USD 15000 is too much',
  'Call +49 30 12345678',
  'Call 030 12345678 9',
  'Call 5551234567',
  'My card is 3782 822463 10005',
  'Ship it to 12 Main St, Springfield, IL 62701',
  'Ship it to Portland OR 97205-1234',
  'my zip code is 80218, Zip: 80218, post code 80218',
  'phone number is 5551234, call me at 5551234',
  'Model XK12345Z',
  'user_12345 wrote from 12345@example.com',
  '12345678901',
  '&#12345;',
])('given "%s", then it names no order', (text) => {
  expect(findOrderNumbers(text, shop)).toEqual([]);
});

test('given a postcode and an order, then the order is found', () => {
  expect(findOrderNumbers('Send order 12345 to Austin, TX 78701 please', shop)).toEqual(['12345']);
});

test('given a shop with other numbers, then its own pattern counts', () => {
  expect(findOrderNumbers('order LG-2026-0042, not 12345', { orderNumberPattern: 'LG-\\d{4}-\\d{4}' })).toEqual(['LG-2026-0042']);
});

test.each([
  ['12345', true],
  ['#W6067464', true],
  [' 12345 ', true],
  ['1234', false],
  ['123456789', false],
  ['##12345', false],
  ['12345 67890', false],
  ['', false],
])('given "%s" alone, then it is an order number: %s', (text, is) => {
  expect(isOrderNumber(text, shop)).toBe(is);
});

test.each(['1 ', '#', '+1(', '12345 ', '0 12345 ', 'A ', '1,', '12345.'])('given 20,000 characters of "%s", then they are searched in a moment', (piece) => {
  const text = piece.repeat(20_000 / piece.length);
  const started = performance.now();
  findOrderNumbers(text, shop);
  expect(performance.now() - started).toBeLessThan(500);
});
