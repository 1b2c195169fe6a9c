import { updatePlan } from './update-plan.js';

const days: Readonly<Record<string, number>> = { daily: 1, weekly: 7, monthly: 31 };
const dayMs = 86_400_000;

/** Whether a document should have been looked at again by now. What changes with a release or an event never gets stale by age. */
export function isStale({ category, lookedAt }: { category: string; lookedAt: Date }, now: Date): boolean {
  const allowed = days[updatePlan(category).every];
  // A day's grace: the one who looks weekly does so on the same weekday, not in the same minute.
  return allowed !== undefined && now.getTime() - lookedAt.getTime() > (allowed + 1) * dayMs;
}
