import { say } from '@deskhand/catalogue/reply.js';
import type { Proposal } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Approval } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { composeReply, type Reply } from './compose-reply.js';
import { describeAction } from './describe-action.js';
import { planTurn } from './plan-turn.js';
import { proposalOf } from './propose.js';
import { showMoney } from './show-money.js';
import { moneyShape } from './shop-facts.js';
import type { DoneCall, Turn } from './turn.js';

/** What the customer is told once an approved action is done. A draft that a person edited goes out as edited. */
export function proposeApproved(turn: Turn, approval: Approval, written: DoneCall, earlier: readonly DoneCall[]): Proposal {
  const calls = [...earlier.filter(({ status }) => status !== 'awaiting_approval'), written];
  const reply = approval.kind === 'action' ? sayApproved(turn, written, approval.action?.reference ?? '') : sayReviewed(turn, calls);
  const text = approval.editedText.trim() || reply.text;
  return { ...proposalOf(turn, { ...reply, text, kind: 'fixed' }, calls), approvalId: approval.approvalId };
}

function sayApproved(turn: Turn, { tool, arguments: args }: DoneCall, reference: string): Reply {
  const { replies } = turn.catalogue;
  const amount = moneyShape.safeParse(args.amount);
  const text =
    tool === 'process_refund' && amount.success
      ? say(replies, 'refund.approved', { amount: showMoney(amount.data), orderId: String(args.orderId), reference })
      : say(replies, 'change.approved', { what: describeAction(tool, args), reference });
  return composeReply(turn, [{ text, fixed: true, rule: `approved:${tool}` }]);
}

/** The same plan as before, now that the write is done: the draft that waited comes true. */
function sayReviewed(turn: Turn, calls: readonly DoneCall[]): Reply {
  const step = planTurn(turn, calls);
  return composeReply(turn, step.kind === 'call' ? [] : step.parts);
}
