import type { Proposal } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { TicketState } from '@deskhand/contracts/words.js';
import type { Facts, HeldApproval, Setting, Story } from './case.js';
import { isInWork } from './move-state.js';
import { releaseReply } from './release-reply.js';
import { amend } from './story.js';
import { tellChange } from './tell-change.js';

/** The write that people approved has been done (or not): the customer is told, unless a person holds the ticket, who then reads it as a note. */
export function carryOut(story: Story, facts: Required<Facts>, setting: Setting): Story {
  const proposal = facts.proposal as Proposal;
  const approval = story.case.approvals.find(({ approvalId }) => approvalId === proposal.approvalId);
  if (!approval?.outstanding) return story;
  const done = markDone(story, approval);
  const { state } = done.case.standing;
  const text = wordsOf(approval, proposal);
  const { judged, settling } = done.case;
  // The newer turn is still being worked on: it has facts and a reply of its own.
  const open = isInWork(state) && (!judged || settling?.state === 'escalated' || settling?.state === 'resolved');
  const known = open ? done : amend(done, withoutReceived(facts));
  if (peoplesStates.includes(state)) return tellChange(amend(known, { suggestion: text }), '', setting);
  return releaseReply(known, { text, from: proposal, facts, settles: 'replied', beside: open || !isInWork(state), lasting: true }, setting);
}

/** Where the bot says nothing any more. */
const peoplesStates: readonly TicketState[] = ['assigned', 'escalated', 'resolved', 'closed'];

export function markDone(story: Story, { approvalId }: HeldApproval): Story {
  const approvals = story.case.approvals.map((approval) => (approval.approvalId === approvalId ? { ...approval, outstanding: false } : approval));
  return amend(story, { approvals });
}

/** A person's own words only where they came true. */
function wordsOf({ editedText }: HeldApproval, { calls, text }: Proposal): string {
  return editedText !== '' && calls.some(({ kind, status }) => kind === 'write' && status === 'succeeded') ? editedText : text;
}

function withoutReceived({ classified, grounding, proposal }: Facts): Partial<Facts> {
  return { classified, grounding, proposal };
}
