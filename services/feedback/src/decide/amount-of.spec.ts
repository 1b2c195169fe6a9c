import { expect, test } from 'vitest';
import { amountOf } from './amount-of.js';

const usd = (value: string) => ({ value, currency: 'USD' });

test.each([
  [{ arguments: { amount: usd('24.90') } }, usd('24.90')],
  [{ arguments: { amount: usd('5.00') }, result: { amount: usd('4.00') } }, usd('4.00')],
  [{ arguments: { amount: '5' } }, undefined],
  [{ arguments: { amount: usd('all of it') } }, undefined],
  [{ arguments: { orderId: '12345' }, result: { total: usd('1.00') } }, undefined],
  [{}, undefined],
])('%j moves %j', (call, amount) => expect(amountOf(call)).toEqual(amount));
