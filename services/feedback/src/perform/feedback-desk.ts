import type { Cause, Outcome } from '@deskhand/bus/delivery.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { FeedbackGiven } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';
import type { Lane } from '@deskhand/contracts/words.js';
import { takeFeedback } from '../decide/take-feedback.js';
import type { FeedbackStore } from './feedback-store.js';
import { sayOutcome } from './say-outcome.js';

/** The id is taken by feedback on another ticket. */
export class FeedbackConflict extends Error {
  override readonly name = 'FeedbackConflict';
}

/** Takes feedback in, from HTTP and from the bus alike. */
export class FeedbackDesk {
  constructor(private readonly store: FeedbackStore) {}

  /** Nothing happens when the id is known. @throws FeedbackConflict */
  async take(cause: Cause, given: FeedbackGiven): Promise<Outcome> {
    const { id, ticketId, conversationId } = given;
    const earlier = await this.store.ticketOfGiven(id);
    if (earlier !== undefined && earlier !== ticketId) throw new FeedbackConflict(`Feedback "${id}" was given on another ticket: give each feedback an id of its own.`);
    if (earlier !== undefined) return { events: [], writes: [] };
    const before = await this.store.ticket(ticketId);
    const { record, rated } = takeFeedback(before?.record, given);
    // Decisions of people follow the case's lane, whoever takes them in.
    const about = { id: cause.id, lane: record.lane as Lane, key: conversationId, subject: ticketId };
    const outcome = rated && sayOutcome(about, rated);
    return {
      events: [outgoing(about, 'feedback.given.v1', given), ...(outcome ? [outcome] : [])],
      writes: [this.store.give(given), this.store.save(record, before), ...(outcome ? [this.store.record(outcome, rated)] : [])],
    };
  }
}
