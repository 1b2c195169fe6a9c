import type { OutcomeKind } from '@deskhand/contracts/words.js';
import type { CaseEvent } from './case-machine.js';
import type { CaseRecord, Setting, SettledState, Story } from './case.js';
import { endApprovals } from './end-approvals.js';
import { moveCase } from './move-case.js';
import { isOutstanding, pendingApprovals } from './pending-approvals.js';
import { startTimers } from './start-timers.js';
import { amend } from './story.js';
import { tellChange } from './tell-change.js';

interface Rest {
  event: CaseEvent['type'];
  outcome: OutcomeKind;
}

const rests: Record<SettledState, Rest> = {
  replied: { event: 'replied', outcome: 'answered' },
  awaiting_approval: { event: 'awaits_approval', outcome: 'approval_requested' },
  escalated: { event: 'escalated', outcome: 'escalated' },
  resolved: { event: 'resolved', outcome: 'confirmed' },
};

/** The turn is over: what the customer is told has arrived. */
export function comeToRest(story: Story, state: SettledState, setting: Setting): Story {
  const open = amend(story, { settling: null, judged: true });
  const answered = state === 'replied' || state === 'awaiting_approval';
  // What people approved is still being done: the ticket rests once that is done and told.
  if (answered && isOutstanding(open.case.approvals)) return open;
  const reached = answered ? (pendingApprovals(open.case.approvals).length > 0 ? 'awaiting_approval' : 'replied') : state;
  const { event, outcome } = rests[reached];
  const moved = moveCase(reached === 'resolved' ? endApprovals(open, 'withdrawn', 'the customer said that it is solved') : open, event);
  const resolved = amend(moved, { resolvedBy: whoResolved(moved.case, reached), confirmed: reached === 'resolved' });
  return tellChange(startTimers(resolved, setting), outcome, setting);
}

function whoResolved({ escalation }: CaseRecord, state: SettledState): CaseRecord['resolvedBy'] {
  if (state === 'replied') return 'bot';
  return state === 'resolved' ? (escalation ? 'human' : 'bot') : '';
}
