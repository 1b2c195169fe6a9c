import type { Approval } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { HoldFact, TicketFacts } from './facts.js';
import type { OverrideView } from './ticket-view.js';

const deeds: Record<HoldFact['kind'], string> = {
  taken_over: 'took the conversation over',
  released: 'gave the conversation back to the bot',
  resolved: 'resolved the conversation',
};

/** What people decided otherwise, or instead: approvals and edited drafts, takeovers, a customer who says no. Oldest first. */
export function listOverrides({ approvals, holds, feedback }: TicketFacts): OverrideView[] {
  const decided = Object.values(approvals).flatMap(({ value }) => decisionsOn(value));
  const held = Object.values(holds).map(({ at, by, kind }): OverrideView => ({ at, by, what: deeds[kind], kind, approvalId: null, draft: null }));
  const closed = Object.values(feedback)
    .filter(({ kind, value }) => kind === 'closure' && value === 'not_solved')
    .map(({ at, by }): OverrideView => ({ at, by: by || 'the customer', what: 'said that it is not solved', kind: 'not_solved', approvalId: null, draft: null }));
  return [...decided, ...held, ...closed].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.what < b.what ? -1 : 1));
}

/** The last approving word carries the edited draft. */
function decisionsOn({ approvalId, decisions = [], action, draft, editedText }: Approval): OverrideView[] {
  const last = decisions.findLastIndex(({ verdict }) => verdict === 'approved');
  return decisions.map(({ by, verdict, at, reason }, n) => {
    const isEdited = editedText !== '' && n === last;
    const what = `${verdict} ${action ? action.tool : 'the draft'}${isEdited ? ', with words of their own' : ''}`;
    const kind = isEdited ? 'edited' : verdict === 'approved' ? 'approved' : 'rejected';
    return { at, by, what: reason ? `${what}: ${reason}` : what, kind, approvalId, draft: isEdited ? { before: draft, after: editedText } : null };
  });
}
