import { refundsTold, type ToldRefund } from './refunds-told.js';
import { type Finding, type Story } from './story.js';
import type { Violation } from './violation.js';

/** One cause, a conversation's wish to have one amount of one order back, has one refund at most. */
export function repeatedRefunds({ events }: Story): Finding {
  const byCause = Map.groupBy(refundsTold(events), ({ orderId, minor, currency }) => `${orderId}|${minor} ${currency}`);
  return { violations: [...byCause].filter(([, refunds]) => effectsOf(refunds).length > 1).map(([cause, refunds]) => toViolation(cause, refunds)), lookAgainAt: null };
}

/** The shop's own numbers tell refunds apart; where it did not answer, the key does. */
function effectsOf(refunds: readonly ToldRefund[]): string[] {
  const byKey = Map.groupBy(refunds, ({ key }) => key);
  const effects = [...byKey].flatMap(([key, same]) => {
    const ids = same.map(({ refundId }) => refundId).filter((id) => id !== '');
    return ids.length > 0 ? ids : [key];
  });
  return [...new Set(effects)];
}

function toViolation(cause: string, refunds: readonly ToldRefund[]): Violation {
  const { event, orderId } = refunds.at(-1)!;
  return {
    rule: 'repeated_refund',
    conversationId: event.conversationId, ticketId: event.ticketId ?? '', turn: event.turn ?? 0, lane: event.lane,
    cause: `${event.conversationId}|${cause}`,
    tool: 'process_refund',
    detail: `Order ${orderId} was refunded ${effectsOf(refunds).length} times for one wish.`,
    evidence: [...new Set(refunds.map((refund) => refund.event.id))].slice(0, 10),
    at: event.at,
  };
}
