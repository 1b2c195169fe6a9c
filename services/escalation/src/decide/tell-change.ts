import type { OutcomeKind } from '@deskhand/contracts/words.js';
import type { CaseRecord, HeldApproval, Setting, Story } from './case.js';
import type { Approval } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';

/** Says that the case has changed, with everything that is known of it. `outcome`: what an analyst counts; empty when nothing came to rest. */
export function tellChange(story: Story, outcome: OutcomeKind | 'closed' | '', { now }: Pick<Setting, 'now'>, rating?: number): Story {
  const after: CaseRecord = { ...story.case, revision: story.case.revision + 1 };
  const { received, classified, grounding, proposal, escalation, reply } = after;
  const body = {
    received,
    classified,
    grounding,
    proposal,
    case: {
      state: after.standing.state,
      previousState: story.toldState,
      revision: after.revision,
      conversationRevision: after.conversationRevision,
      turn: after.turn,
      outcome,
      resolvedBy: after.resolvedBy,
      escalation,
      approvals: after.approvals.map(publicApproval),
      reply,
      firstReplyAt: after.firstReplyAt,
      at: now,
      heldBy: after.heldBy,
      suggestion: after.suggestion,
      rating,
    },
  };
  return { case: after, toldState: after.standing.state, said: [...story.said, { topic: 'case.changed.v1', body }] };
}

/** Without what only the case itself needs. */
export function publicApproval({ turn: _turn, handsOver: _hands, outstanding: _outstanding, ended: _ended, ...approval }: HeldApproval): Approval {
  return approval;
}
