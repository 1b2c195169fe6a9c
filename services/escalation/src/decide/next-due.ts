import type { CaseRecord } from './case.js';
import { pendingApprovals } from './pending-approvals.js';

/** When the case must be looked at again though nothing happens; null for never. ISO 8601. */
export function nextDue({ approvals, timers }: Pick<CaseRecord, 'approvals' | 'timers'>): string | null {
  const moments = [...pendingApprovals(approvals).map(({ expiresAt }) => expiresAt), timers.unassigned, timers.silence];
  return moments.filter((moment) => moment !== undefined).toSorted()[0] ?? null;
}
