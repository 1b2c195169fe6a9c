import type { FeedbackGiven } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';
import type { Outcome, Rating, TicketRecord } from './outcome.js';
import { rateOutcome } from './rate-outcome.js';

export interface Taken {
  readonly record: TicketRecord;
  /** Null: nothing was rated, or nothing has come to rest that could be. */
  readonly rated: Outcome | null;
}

/** Feedback joins what is known of the ticket. Thumbs and stars rate it; a comment does not, and a closure speaks through the case. */
export function takeFeedback(before: TicketRecord | undefined, given: FeedbackGiven): Taken {
  const { ticketId, conversationId } = given;
  const record = before ?? { ticketId, conversationId, lane: 'stable', revision: 0, firstReceivedAt: null, outcome: null, waiting: [] };
  const rating = readRating(given);
  if (!rating) return { record, rated: null };
  if (!record.outcome) return { record: { ...record, waiting: [...record.waiting, rating] }, rated: null };
  return { record, rated: rateOutcome(record.outcome, rating) };
}

function readRating({ id, kind, value, at }: FeedbackGiven): Rating | undefined {
  if (kind === 'csat') return { feedbackId: id, csat: Number(value), at };
  return kind === 'thumbs' ? { feedbackId: id, csat: null, at } : undefined;
}
