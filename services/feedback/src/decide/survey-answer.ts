import type { FeedbackGiven } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';
import type { KnownCase } from './describe-outcome.js';

/** The rating that the customer typed when the desk asked for one, as feedback; null where the change is none. */
export function surveyAnswer({ received, case: { rating, at } }: KnownCase): FeedbackGiven | null {
  if (rating === undefined || rating === null) return null;
  const { ticketId, conversationId, messageId, text } = received;
  return { id: `survey:${messageId}`, ticketId, conversationId, kind: 'csat', value: String(rating), text, by: 'customer', at };
}
