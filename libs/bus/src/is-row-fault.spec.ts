import { expect, it } from 'vitest';
import { isRowFault } from './is-row-fault.js';

it.each([
  ['23514', true],
  ['22P05', true],
  ['42P01', true],
  ['XX000', true],
  ['40001', false],
  ['40P01', false],
  ['53100', false],
  ['57P01', false],
  ['08006', false],
  ['ECONNRESET', false],
])('code %s is a fault of the row: %s', (code, expected) => {
  expect(isRowFault(Object.assign(new Error('x'), { code }))).toBe(expected);
});

it('knows the pool by its words, and takes an unknown error for the row', () => {
  expect(isRowFault(new Error('Connection terminated unexpectedly'))).toBe(false);
  expect(isRowFault(new Error('timeout exceeded when trying to connect'))).toBe(false);
  expect(isRowFault(new TypeError('Converting circular structure to JSON'))).toBe(true);
});
