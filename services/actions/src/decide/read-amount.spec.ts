import { expect, it } from 'vitest';
import { readAmount } from './read-amount.js';

it.each([
  [[], 'refund please', { kind: 'none' }],
  [['24.90 USD'], 'refund $24.90', { kind: 'one', amount: { minor: 2490, currency: 'USD' } }],
  [['24.90 USD', '24.9 USD'], 'refund 24.90, yes 24.9', { kind: 'one', amount: { minor: 2490, currency: 'USD' } }],
  [['300.00 USD', '20.00 USD'], 'I paid $300 and want a refund of $20', { kind: 'one', amount: { minor: 2000, currency: 'USD' } }],
  [['1000.00 USD', '1250.00 USD'], 'refund me $1,250.00 of the 1000', { kind: 'one', amount: { minor: 125_000, currency: 'USD' } }],
  [['300.00 USD', '20.00 USD'], 'it was $300, shipping $20', { kind: 'several' }],
  [['lots', '5', '-3.00 usd'], 'lots', { kind: 'none' }],
])('%o in %s', (entities, text, named) => {
  expect(readAmount(entities, text)).toEqual(named);
});
