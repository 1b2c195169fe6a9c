import type { PeoplePolicy } from '@deskhand/catalogue/people-policy.js';
import type { Facts, HeldApproval, Setting, Story } from './case.js';
import { checkAuthority } from './check-authority.js';
import { describeEscalation } from './describe-escalation.js';
import { describeDecision } from './describe-decision.js';
import { endApprovals } from './end-approvals.js';
import { expireApproval } from './expire-approval.js';
import { handOver, tellPeople } from './hand-over.js';
import { isWithPeople } from './is-with-people.js';
import { moveCase } from './move-case.js';
import { releaseReply } from './release-reply.js';
import { amend, say } from './story.js';
import { samePerson } from './same-person.js';
import { publicApproval, tellChange } from './tell-change.js';

export interface Verdict {
  readonly approvalId: string;
  readonly verdict: 'approved' | 'rejected';
  readonly by: string;
  /** The draft as the person edited it; empty when it was not. */
  readonly text: string;
  readonly reason: string;
}

/** What the decision rests on. */
export interface Ground {
  /** The turn that asked. */
  readonly facts: Facts;
  /** The order is no longer as it was when the approval was asked for. */
  readonly stale: boolean;
  readonly people: PeoplePolicy;
}

/** Why the word does not count. */
export interface Refused {
  readonly status: 403 | 409;
  readonly detail: string;
}

export interface Decided {
  readonly story: Story;
  readonly refused?: Refused;
}

/** A person's word on what waits. The first one who decides wins, and everybody else learns who that was. */
export function decideApproval(story: Story, word: Verdict, ground: Ground, setting: Setting): Decided {
  const approval = story.case.approvals.find(({ approvalId }) => approvalId === word.approvalId);
  if (!approval) throw new Error(`the case ${story.case.ticketId} has no approval ${word.approvalId}`);
  const forbidden = checkAuthority(ground.people, word.by, word.verdict, approval);
  if (forbidden) return { story, refused: { status: 403, detail: forbidden } };
  if (approval.status !== 'pending') return { story, refused: { status: 409, detail: describeDecision(approval) } };
  if (approval.expiresAt <= setting.clock) return tooLate(expireApproval(story, approval, setting), approval);
  if (approval.decisions.some(({ by }) => samePerson(by, word.by)))
    return { story, refused: { status: 409, detail: `${word.by} has approved this already: ${approval.neededApprovals} different people are needed.` } };
  if (word.verdict === 'rejected') return { story: reject(story, approval, word, ground, setting) };
  if (ground.stale) return tooLate(goStale(story, approval, setting), approval);
  return { story: approve(story, approval, word, ground, setting) };
}

function tooLate(story: Story, { approvalId }: HeldApproval): Decided {
  const ended = story.case.approvals.find((approval) => approval.approvalId === approvalId)!;
  return { story, refused: { status: 409, detail: describeDecision(ended) } };
}

function goStale(story: Story, approval: HeldApproval, setting: Setting): Story {
  const ended = endApprovals(story, 'stale', 'the order has changed since the approval was asked for', ({ approvalId }) => approvalId === approval.approvalId);
  return handOverUnlessHeld(ended, 'approval_expired', 'The order has changed since the approval was asked for', setting);
}

function reject(story: Story, approval: HeldApproval, word: Verdict, { facts }: Ground, setting: Setting): Story {
  const decided = record(story, approval, word, { status: 'rejected', decidedBy: word.by }, setting);
  const reason = `${word.by} rejected it${word.reason ? `: ${word.reason}` : ''}`;
  return handOverUnlessHeld(sayDecided(decided, approval, facts), 'approval_rejected', reason, setting);
}

function handOverUnlessHeld(story: Story, code: 'approval_rejected' | 'approval_expired', reason: string, setting: Setting): Story {
  if (isWithPeople(story.case)) return tellChange(story, '', setting);
  const told = tellChange(moveCase(story, code === 'approval_rejected' ? 'rejected' : 'expired'), '', setting);
  return handOver(told, { code, reason }, setting);
}

function approve(story: Story, approval: HeldApproval, word: Verdict, { facts }: Ground, setting: Setting): Story {
  const last = approval.decisions.length + 1 >= approval.neededApprovals;
  const status = last ? ({ status: 'approved', decidedBy: word.by, outstanding: approval.action !== undefined } as const) : {};
  const noted = record(story, approval, word, { ...status, editedText: word.text || approval.editedText }, setting);
  if (!last) return tellChange(noted, '', setting);
  const decided = tellChange(moveCase(sayDecided(noted, approval, facts), 'approved'), '', setting);
  // With a write: actions does it and then proposes the words that have come true.
  if (approval.action) return decided;
  return approval.handsOver ? releaseHandOff(decided, approval, word, facts, setting) : releaseDraft(decided, approval, word, facts, setting);
}

function releaseDraft(story: Story, { draft, editedText }: HeldApproval, word: Verdict, facts: Facts, setting: Setting): Story {
  return releaseReply(story, { text: word.text || editedText || draft, from: facts.proposal, facts, settles: 'replied', lasting: true }, setting);
}

function releaseHandOff(story: Story, { draft }: HeldApproval, word: Verdict, facts: Facts, setting: Setting): Story {
  const { escalation } = story.case;
  const told = tellPeople(story, escalation ?? describeEscalation(story.case, { code: 'internal_error', reason: '' }, setting), setting);
  return releaseReply(told, { text: word.text || draft, facts, settles: 'escalated', lasting: true }, setting);
}

function record(story: Story, approval: HeldApproval, { by, verdict, reason }: Verdict, change: Partial<HeldApproval>, { now }: Setting): Story {
  const decisions = [...approval.decisions, { by, verdict, at: now, reason }];
  const approvals = story.case.approvals.map((one) => (one.approvalId === approval.approvalId ? { ...one, ...change, decisions } : one));
  return amend(story, { approvals });
}

function sayDecided(story: Story, { approvalId }: HeldApproval, { received, classified, grounding, proposal }: Facts): Story {
  const approval = story.case.approvals.find((one) => one.approvalId === approvalId)!;
  return say(story, { topic: 'approval.decided.v1', body: { received, classified, grounding, proposal, approval: publicApproval(approval) } });
}
