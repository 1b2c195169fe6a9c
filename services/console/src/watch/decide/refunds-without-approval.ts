import { refundsTold, type ToldRefund, wishedRefund } from './refunds-told.js';
import { type Finding, isMissing, type Story } from './story.js';
import type { Violation } from './violation.js';
import type { WatchPolicy } from './watch-policy.js';
import { toldIn } from './watched-event.js';

/** Clocks of two machines. */
const skewMs = 5_000;

/** No refund over the limit unless as many people as it takes approved that order and that amount before. */
export function refundsWithoutApproval(story: Story, policy: WatchPolicy): Finding {
  const lacking = refundsTold(story.events).filter((refund) => approversOf(story, refund).length < neededFor(refund, policy));
  const missing = lacking.filter(({ event }) => isMissing(story, event.at, policy.topicLagMs));
  return {
    violations: missing.map((refund) => toViolation(refund, policy)),
    lookAgainAt: missing.length < lacking.length ? story.now + policy.topicLagMs : null,
  };
}

function neededFor({ minor, currency }: ToldRefund, { refundLimits }: WatchPolicy): number {
  const limits = refundLimits[currency];
  if (!limits || minor > limits.secondApprovalAbove) return 2;
  return minor > limits.approvalAbove ? 1 : 0;
}

function approversOf({ events }: Story, refund: ToldRefund): string[] {
  const names = events.flatMap((event) => {
    const approval = toldIn(event, 'approval.decided.v1')?.approval;
    const wish = approval?.status === 'approved' && approval.action?.tool === 'process_refund' ? wishedRefund(approval.action.arguments) : undefined;
    if (!wish || wish.orderId !== refund.orderId || wish.minor !== refund.minor || wish.currency !== refund.currency) return [];
    return (approval?.decisions ?? []).filter(({ verdict, at }) => verdict === 'approved' && Date.parse(at) <= Date.parse(refund.at) + skewMs).map(({ by }) => by);
  });
  return [...new Set(names)];
}

function toViolation({ event, orderId, minor, currency }: ToldRefund, policy: WatchPolicy): Violation {
  const needed = neededFor({ minor, currency } as ToldRefund, policy);
  return {
    rule: 'refund_without_approval',
    conversationId: event.conversationId, ticketId: event.ticketId ?? '', turn: event.turn ?? 0, lane: event.lane,
    cause: `${event.conversationId}|${orderId}|${minor} ${currency}`,
    tool: 'process_refund',
    detail: `A refund of ${(minor / 100).toFixed(2)} ${currency} for order ${orderId} was made without the approval of ${needed === 1 ? 'a person' : `${needed} people`}.`,
    evidence: [event.id],
    at: event.at,
  };
}
