import type { MemoryCases } from './memory-cases.ts';

/** Ids of what waits for people. */
export function pendingApprovals(cases: MemoryCases): string[] {
  const isPending = (id: string, ticketId: string) => cases.record(ticketId)?.approvals.some(({ approvalId, status }) => approvalId === id && status === 'pending') ?? false;
  return [...cases.approvals].filter(([id, { ticketId }]) => isPending(id, ticketId)).map(([id]) => id);
}
