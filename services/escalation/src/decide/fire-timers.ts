import type { Setting, Story } from './case.js';
import { describeEscalation } from './describe-escalation.js';
import { expireApproval } from './expire-approval.js';
import { tellPeople } from './hand-over.js';
import { moveCase } from './move-case.js';
import { pendingApprovals } from './pending-approvals.js';
import { startTimers } from './start-timers.js';
import { amend } from './story.js';
import { tellChange } from './tell-change.js';

/** Everything whose time has come by the database's clock. */
export function fireTimers(story: Story, setting: Setting): Story {
  const due = (moment: string | undefined) => moment !== undefined && moment <= setting.clock;
  const overdue = pendingApprovals(story.case.approvals).filter(({ expiresAt }) => due(expiresAt));
  const expired = overdue.reduce((told, approval) => expireApproval(told, approval, setting), story);
  const breached = due(story.case.timers.unassigned) ? breach(expired, setting) : expired;
  return due(story.case.timers.silence) ? fallSilent(breached, setting) : breached;
}

/** Nobody took the ticket in time: people are told again, louder. The customer hears nothing new. */
function breach(story: Story, setting: Setting): Story {
  const cause = { code: 'sla_breached', reason: `Nobody took the ticket in time; it was escalated because: ${story.case.escalation?.reason ?? 'unknown'}` };
  const louder = tellPeople(story, describeEscalation(story.case, cause, setting), setting);
  return tellChange(amend(louder, { timers: { ...louder.case.timers, unassigned: undefined } }), '', setting);
}

function fallSilent(story: Story, setting: Setting): Story {
  const { standing, resolvedBy, lastWord } = story.case;
  const moved = moveCase(amend(story, { heldBy: '', suggestion: '' }), 'silent');
  if (moved.case.standing.state === standing.state) return startTimers(story, setting);
  if (standing.state === 'resolved') return tellChange(startTimers(moved, setting), 'closed', setting);
  const by = standing.state === 'assigned' || lastWord === 'human' ? 'human' : resolvedBy || 'bot';
  return tellChange(startTimers(amend(moved, { resolvedBy: by, surveyed: true }), setting), 'resolved', setting);
}
