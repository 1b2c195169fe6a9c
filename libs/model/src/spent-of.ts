import { addSpent } from './add-spent.js';
import { nanoUsdOfShown } from './cost.js';
import type { Kept, Spent, WhyNot } from './model-request.js';

export const nothingSpent: Spent = { calls: 0, tokens: 0, nanoUsd: 0 };

const neverSent: readonly WhyNot[] = ['breaker_open', 'ticket_budget', 'tier_budget', 'day_budget', 'window', 'personal_data'];

/** What tries cost together. */
export function spentOf(tries: readonly Kept[]): Spent {
  return tries.map(costOfTry).reduce(addSpent, nothingSpent);
}

function costOfTry({ record: { tokens, costUsd, failure }, reused }: Kept): Spent {
  if (reused || (failure && neverSent.includes(failure))) return nothingSpent;
  return { calls: 1, tokens, nanoUsd: nanoUsdOfShown(costUsd) };
}
