import { expect, it } from 'vitest';
import { misreadOrderNumber } from './misread-order-number.js';
import { turnOf } from './turn.fixture.js';

it.each([
  ['where is order 999', '999'],
  ['Where is my order #12?', '12'],
  ['order number: 4711, is it late?', '4711'],
  ['Please cancel order no. AB-17', 'AB-17'],
  ["order 1234567890123 hasn't come", '1234567890123'],
  ['where is #999?', '999'],
  ['where is order 12345', undefined],
  ['I want to order 3 lamps', undefined],
  ['can I order 3?', undefined],
  ['I placed an order 2 days ago', undefined],
  ['where is my order', undefined],
])('%s', (text, number) => {
  expect(misreadOrderNumber(turnOf(text))).toBe(number);
});
