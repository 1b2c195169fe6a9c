import { expect, test } from 'vitest';
import { isOfNoOrder } from './is-of-no-order.js';

test.each(['Wts delivery time if i order today', 'are you delivering during the lockdown', 'Delivery charges?', 'do you ship to canada', 'Is deliveries happening now?'])('no order has been placed: %s', (text) => {
  expect(isOfNoOrder(text)).toBe(true);
});

test.each(['where is my order', 'I had ordered before the covid breakout, how much longer', 'my delivery is late', 'has the parcel left', 'when will it arrive'])('an order is meant: %s', (text) => {
  expect(isOfNoOrder(text)).toBe(false);
});
