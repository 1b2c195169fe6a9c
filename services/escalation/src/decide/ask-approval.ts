import type { ActionRequest } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { ApprovalKind } from '@deskhand/contracts/words.js';
import { addMilliseconds } from './add-milliseconds.js';
import type { HeldApproval, Setting, Story } from './case.js';
import { comeToRest } from './come-to-rest.js';
import { releaseReply } from './release-reply.js';
import { amend, say } from './story.js';
import { publicApproval } from './tell-change.js';

export interface Wanted {
  readonly kind: ApprovalKind;
  readonly draft: string;
  readonly action?: ActionRequest | undefined;
  readonly handsOver?: boolean;
}

/** Asks people. The customer gets `told`, one message that says so; null in suggest mode, where nothing is sent. */
export function askApproval(story: Story, wanted: Wanted, told: string | null, setting: Setting): Story {
  const approval = approvalOf(story, wanted, setting);
  const approvals = [...story.case.approvals, approval];
  const asked = say(amend(story, { approvals, judged: true }), { topic: 'approval.requested.v1', body: { approval: publicApproval(approval) } });
  if (told === null) return comeToRest(asked, 'awaiting_approval', setting);
  return releaseReply(asked, { text: told, settles: 'awaiting_approval' }, setting);
}

function approvalOf({ case: record }: Story, { kind, draft, action, handsOver = false }: Wanted, { catalogue, clock, ids }: Setting): HeldApproval {
  return {
    approvalId: ids.approval,
    ticketId: record.ticketId,
    conversationId: record.conversationId,
    status: 'pending',
    kind, action, draft, handsOver,
    neededApprovals: Math.max(1, action?.neededApprovals ?? 1),
    expiresAt: addMilliseconds(clock, catalogue.policies.sla.approvalExpiry),
    decidedBy: '', decisions: [], editedText: '', createdAt: clock,
    turn: record.turn, outstanding: false, ended: '',
  };
}
