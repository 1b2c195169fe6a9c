import type { CaseRecord, Facts, HeldApproval, Setting, Story } from './case.js';
import { advance } from './advance.js';
import { markDone } from './carry-out.js';
import { type Cause, describeEscalation } from './describe-escalation.js';
import { handOver, suggestHandOver, tellPeople } from './hand-over.js';
import { isInWork } from './move-state.js';
import { moveCase } from './move-case.js';
import { outranks } from './outranks.js';
import { comeToRest } from './come-to-rest.js';
import { startTimers } from './start-timers.js';
import { amend } from './story.js';
import { tellChange } from './tell-change.js';

/** A service cannot go on: a person gets the ticket, unless one has it already. */
export function judgeCause(story: Story, facts: Facts, cause: Cause, setting: Setting): Story {
  const { case: record } = story;
  const failed = failedApproval(record, facts);
  if (failed) return judgeFailedAction(markDone(story, failed), facts, cause, setting);
  if (facts.received.turn !== record.turn) return story;
  const { state } = record.standing;
  if (state === 'assigned') return amend(story, laterFacts(facts));
  if (state === 'resolved' || state === 'closed') return story;
  if (state === 'escalated' || record.settling?.state === 'escalated') return addCause(story, facts, cause, setting);
  const known = isInWork(state) ? advance(story, facts) : workAgain(story, facts, setting);
  const asks = setting.mode === 'suggest' && isInWork(state) && !record.judged && !record.received.dryRun;
  return (asks ? suggestHandOver : handOver)(known, cause, setting);
}

/** The turn was at rest already: its timers stop until the customer has been told. */
function workAgain(story: Story, facts: Facts, setting: Setting): Story {
  return startTimers(moveCase(amend(story, laterFacts(facts)), 'failed'), setting);
}

/** What was approved could not be done. Where a person has the ticket, that is a note. */
function judgeFailedAction(story: Story, facts: Facts, cause: Cause, setting: Setting): Story {
  const { state } = story.case.standing;
  const known = amend(story, laterFacts(facts));
  if (state === 'escalated') return addCause(story, facts, cause, setting);
  if (state === 'assigned') return tellChange(amend(known, { suggestion: cause.reason }), '', setting);
  const event = state === 'resolved' || state === 'closed' ? 'not_solved' : 'failed';
  return handOver(isInWork(state) ? known : startTimers(moveCase(known, event), setting), cause, setting);
}

/** One more reason for a ticket that people have already: the strongest counts, and the customer hears nothing new. */
function addCause(story: Story, facts: Facts, cause: Cause, setting: Setting): Story {
  const known = amend(story, laterFacts(facts));
  const { escalation, standing, settling } = story.case;
  // The words of the hand-off could not be delivered either: it rests without them.
  if (settling?.state === 'escalated' && isUndeliverable(cause)) return comeToRest(known, 'escalated', setting);
  const stronger = describeEscalation(known.case, cause, setting);
  const told = escalation && !outranks(stronger, escalation, setting.catalogue.policies.escalation) ? known : tellPeople(known, stronger, setting);
  if (standing.state !== 'escalated') return told;
  if (known.case.judged) return told === known ? known : tellChange(told, '', setting);
  return tellChange(amend(told, { judged: true }), 'escalated', setting);
}

function isUndeliverable({ code, by }: Cause): boolean {
  return code === 'delivery_failed' || (code === 'internal_error' && by === 'ingestion');
}

function failedApproval({ approvals }: CaseRecord, { received, proposal }: Facts): HeldApproval | undefined {
  return approvals.find(({ approvalId, outstanding, turn }) => outstanding && (proposal?.approvalId ? approvalId === proposal.approvalId : turn === received.turn));
}

function laterFacts({ classified, grounding, proposal }: Facts): Partial<Facts> {
  return { ...(classified && { classified }), ...(grounding && { grounding }), ...(proposal && { proposal }) };
}
