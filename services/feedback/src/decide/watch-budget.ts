import type { Change, Rollout } from './change-rollout.js';

/** A49. */
export const dailyBudgetUsd = 100;
/** A desk stops its models at its budget and so never passes it: the last percent counts as spent. */
const spentFrom = 0.99;

/** The canary costs what is new: where the day's budget is spent it is held at 1 %, and the next day lets it go. */
export function watchBudget({ throttled }: Pick<Rollout, 'throttled'>, spentUsd: number): (Change & { reason: string }) | undefined {
  const isSpent = spentUsd >= dailyBudgetUsd * spentFrom;
  if (isSpent === throttled) return undefined;
  const spent = `$${spentUsd.toFixed(2)} of $${dailyBudgetUsd.toFixed(2)} are spent today`;
  return isSpent ? { verb: 'throttle', reason: `${spent}.` } : { verb: 'recover', reason: `${spent}: the budget is there again.` };
}
