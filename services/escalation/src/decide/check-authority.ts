import { compareMoney, displayMoney, type Money, parseMoney } from '@deskhand/catalogue/money.js';
import type { PeoplePolicy } from '@deskhand/catalogue/people-policy.js';
import type { HeldApproval } from './case.js';

/** Why this person may not decide this, in a sentence; null when they may. With nobody in the policy any name counts, without a limit. */
export function checkAuthority({ people }: PeoplePolicy, by: string, verdict: 'approved' | 'rejected', { action }: Pick<HeldApproval, 'action'>): string | null {
  if (people.length === 0) return null;
  const person = people.find(({ name }) => name === by);
  if (!person) return `${by} is not in policies/people.yaml: ask one of ${people.map(({ name }) => name).join(', ')}.`;
  const amount = amountOf(action?.arguments?.['amount']);
  if (verdict === 'rejected' || !amount || !person.approvesUpTo) return null;
  const limit = person.approvesUpTo;
  if (amount.currency === limit.currency && compareMoney(amount, limit) <= 0) return null;
  return `${by} approves up to ${displayMoney(limit)}, and this is ${displayMoney(amount)}: ask somebody with a higher limit.`;
}

function amountOf(amount: unknown): Money | null {
  try {
    return parseMoney(amount as { value: string; currency: string });
  } catch {
    return null;
  }
}
