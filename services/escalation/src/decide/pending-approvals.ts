import type { HeldApproval } from './case.js';

export function pendingApprovals(approvals: readonly HeldApproval[]): HeldApproval[] {
  return approvals.filter(({ status }) => status === 'pending');
}

/** Something that a person approved is still being carried out. */
export function isOutstanding(approvals: readonly HeldApproval[]): boolean {
  return approvals.some(({ outstanding }) => outstanding);
}
