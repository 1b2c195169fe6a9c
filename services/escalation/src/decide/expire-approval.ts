import type { HeldApproval, Setting, Story } from './case.js';
import { endApprovals } from './end-approvals.js';
import { handOver } from './hand-over.js';
import { isWithPeople } from './is-with-people.js';
import { moveCase } from './move-case.js';
import { tellChange } from './tell-change.js';

/** Nobody decided in time: a person takes over, unless one has the ticket already. */
export function expireApproval(story: Story, { approvalId }: HeldApproval, setting: Setting): Story {
  const ended = endApprovals(story, 'expired', 'nobody decided in time', (approval) => approval.approvalId === approvalId);
  if (isWithPeople(ended.case)) return tellChange(ended, '', setting);
  const told = tellChange(moveCase(ended, 'expired'), '', setting);
  return handOver(told, { code: 'approval_expired', reason: 'Nobody decided about the approval in time' }, setting);
}
