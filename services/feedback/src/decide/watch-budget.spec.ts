import { expect, test } from 'vitest';
import { watchBudget } from './watch-budget.js';

test('the day’s budget spent throttles once, and its return lets go once', () => {
  expect(watchBudget({ throttled: false }, 98.99)).toBeUndefined();
  expect(watchBudget({ throttled: false }, 99)).toEqual({ verb: 'throttle', reason: '$99.00 of $100.00 are spent today.' });
  expect(watchBudget({ throttled: false }, 131.5)).toMatchObject({ verb: 'throttle' });
  expect(watchBudget({ throttled: true }, 131.5)).toBeUndefined();
  expect(watchBudget({ throttled: true }, 0)).toMatchObject({ verb: 'recover' });
});
