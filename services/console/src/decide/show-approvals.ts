import type { Approval } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { TicketState } from '@deskhand/contracts/words.js';
import { anticipateState } from './anticipate-state.js';
import type { TicketFacts } from './facts.js';
import { latestTurn } from './latest-turn.js';
import type { ApprovalView } from './ticket-view.js';

/** All approvals of a ticket, oldest first. */
export function showApprovals(facts: TicketFacts): ApprovalView[] {
  const state = anticipateState(facts);
  const lastMessageAt = Date.parse(latestTurn(facts)?.fact.at ?? '') || 0;
  return Object.values(facts.approvals)
    .map(({ value }) => value)
    .sort((a, b) => (Date.parse(a.createdAt) || 0) - (Date.parse(b.createdAt) || 0) || (a.approvalId < b.approvalId ? -1 : 1))
    .map((approval) => showApproval(isOver(approval, state, lastMessageAt) ? { ...approval, status: 'withdrawn' } : approval));
}

/** What the ticket's state or a newer message ends is shown as ended at once, though the case has not said so yet. */
function isOver({ status, kind, createdAt }: Approval, state: TicketState, lastMessageAt: number): boolean {
  if (status !== 'pending') return false;
  if (state === 'resolved' || state === 'closed') return true;
  return kind === 'reply' && (state === 'assigned' || lastMessageAt > Date.parse(createdAt));
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
