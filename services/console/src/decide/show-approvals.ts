import type { Approval } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { TicketFacts } from './facts.js';
import type { ApprovalView } from './ticket-view.js';

/** All approvals of a ticket, oldest first. */
export function showApprovals({ approvals }: Pick<TicketFacts, 'approvals'>): ApprovalView[] {
  return Object.values(approvals)
    .map(({ value }) => value)
    .sort((a, b) => (Date.parse(a.createdAt) || 0) - (Date.parse(b.createdAt) || 0) || (a.approvalId < b.approvalId ? -1 : 1))
    .map(showApproval);
}

function showApproval({ action, decisions, ...approval }: Approval): ApprovalView {
  return {
    approvalId: approval.approvalId,
    ticketId: approval.ticketId,
    conversationId: approval.conversationId,
    status: approval.status,
    kind: approval.kind,
    action: action ? { tool: action.tool, arguments: action.arguments ?? {} } : null,
    draft: approval.editedText || approval.draft || null,
    neededApprovals: approval.neededApprovals,
    expiresAt: approval.expiresAt || null,
    decidedBy: approval.decidedBy || null,
    decisions: (decisions ?? []).map(({ by, verdict, at, reason }) => ({ by, verdict, at, reason: reason || null })),
  };
}
