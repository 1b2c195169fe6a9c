import { expect, it } from 'vitest';
import { nanoUsdOf, nanoUsdOfShown, showUsd } from './cost.js';

it.each([
  [0, 0.003, '0'], [1, 0.0005, '0.0000005'], [100, 0.003, '0.0003'], [1_000_000, 0.02, '20'], [333, 0.02, '0.00666'], [1_500_000_000, 0.02, '30000'],
])('%i tokens at $%d for 1,000 cost $%s', (tokens, price, usd) => {
  expect(showUsd(nanoUsdOf(tokens, price))).toBe(usd);
  expect(nanoUsdOfShown(usd)).toBe(nanoUsdOf(tokens, price));
});
