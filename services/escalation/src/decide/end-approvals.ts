import type { CaseRecord, HeldApproval, Story } from './case.js';
import { amend } from './story.js';

/** Ends what waits for people without their word. `which` defaults to everything that waits. */
export function endApprovals(story: Story, status: 'withdrawn' | 'expired' | 'stale', why: string, which: (approval: HeldApproval) => boolean = () => true): Story {
  const approvals = story.case.approvals.map((approval) => (approval.status === 'pending' && which(approval) ? { ...approval, status, ended: why } : approval));
  return amend(story, { approvals });
}

/** A draft goes stale as soon as anything else is said; what policy wants a person for stays asked for. */
export function withdrawDrafts(story: Story, why: string): Story {
  return endApprovals(story, 'withdrawn', why, ({ kind }) => kind === 'reply');
}

/** The draft that waits, to be handed to the person as a suggestion. */
export function waitingDraft({ approvals }: Pick<CaseRecord, 'approvals'>): string {
  return approvals.findLast(({ status, kind }) => status === 'pending' && kind === 'reply')?.draft ?? '';
}
