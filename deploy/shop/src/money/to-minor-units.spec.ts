import { expect, it } from 'vitest';
import { toMinorUnits } from './to-minor-units.js';
import { toMoney } from './to-money.js';

it.each([
  ['24.90', 2_490],
  ['24.9', 2_490],
  ['0.29', 29],
  ['100', 10_000],
  ['-3.05', -305],
  ['999999999.99', 99_999_999_999],
])('reads %s as %d minor units', (value, units) => expect(toMinorUnits(value)).toBe(units));

it.each(['', ' 1', '1e3', '1,000.00', '24.900', '.5', '5.', '+1', '0x10', 'NaN', '1234567890', '٣', '1\n'])('takes %j for no amount', (value) =>
  expect(toMinorUnits(value)).toBeUndefined(),
);

it.each([
  [2_490, '24.90'],
  [5, '0.05'],
  [0, '0.00'],
  [-305, '-3.05'],
])('says %d as %s', (units, value) => expect(toMoney(units)).toEqual({ value, currency: 'USD' }));
