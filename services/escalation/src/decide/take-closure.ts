import type { CaseRecord, Setting, Story } from './case.js';
import { endApprovals, withdrawDrafts } from './end-approvals.js';
import { handOver } from './hand-over.js';
import { isInWork } from './move-state.js';
import { moveCase } from './move-case.js';
import { startTimers } from './start-timers.js';
import { amend } from './story.js';
import { tellChange } from './tell-change.js';

/** The customer's word on whether it is solved. */
export function takeClosure(story: Story, value: string, setting: Setting): Story {
  if (value === 'solved') return confirm(story, setting);
  return value === 'not_solved' ? reopen(story, setting) : story;
}

function confirm(story: Story, setting: Setting): Story {
  const { case: record } = story;
  const { state } = record.standing;
  if (record.confirmed) return story;
  const confirmed = amend(story, { confirmed: true });
  if (state === 'resolved' || state === 'closed') return tellChange(confirmed, 'confirmed', setting);
  const withdrawn = endApprovals(confirmed, 'withdrawn', 'the customer said that it is solved');
  const resolved = moveCase(amend(withdrawn, { settling: null, judged: true, resolvedBy: whoSolved(record) }), 'resolved');
  return tellChange(startTimers(resolved, setting), 'confirmed', setting);
}

function whoSolved({ standing: { state }, escalation, lastWord, resolvedBy }: CaseRecord): 'bot' | 'human' {
  const people = state === 'assigned' || escalation !== undefined || lastWord === 'human';
  return people ? 'human' : resolvedBy || 'bot';
}

/** Not solved after all: a person answers, unless one has it already. */
function reopen(story: Story, setting: Setting): Story {
  const { state } = story.case.standing;
  if (state === 'escalated' || state === 'assigned') return story;
  const open = moveCase(withdrawDrafts(story, 'the customer said that it is not solved'), 'not_solved');
  const fresh = startTimers(amend(open, { confirmed: false, resolvedBy: '', escalation: undefined, settling: null }), setting);
  const told = tellChange(fresh, isInWork(state) ? '' : 'reopened', setting);
  return handOver(told, { code: 'asked_for_human', reason: 'The customer says that it is not solved' }, setting);
}
