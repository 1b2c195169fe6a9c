import { expect, test } from 'vitest';
import { amountOf } from './amount-of.js';

test.each([
  [{ arguments: { amount: { value: '24.90', currency: 'USD' } } }, '24.90'],
  [{ arguments: { amount: '5' } }, '5'],
  [{ arguments: { amount: { value: '5.00' } }, result: { amount: { value: '4.00', currency: 'USD' } } }, '4.00'],
  [{ arguments: { amount: { value: 'all of it' } } }, undefined],
  [{ arguments: { orderId: '12345' }, result: { total: { value: '1.00' } } }, undefined],
  [{}, undefined],
])('%j moves %s', (call, amount) => expect(amountOf(call)).toBe(amount));
