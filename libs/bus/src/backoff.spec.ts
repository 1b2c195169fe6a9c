import { expect, it } from 'vitest';
import { backoff } from './backoff.js';

it('doubles its bound up to the most, and picks anywhere below it', () => {
  const bounds = { first: 200, most: 5_000 };
  expect([1, 2, 3, 9].map((attempt) => backoff(attempt, bounds, 0.999999))).toEqual([200, 400, 800, 5_000]);
  expect(backoff(4, bounds, 0)).toBe(0);
  expect(backoff(2, bounds, 0.5)).toBe(200);
});
