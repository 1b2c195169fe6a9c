import type { Cause, OutgoingEvent } from '@deskhand/bus/delivery.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { OutcomeRecorded } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';
import type { Outcome } from '../decide/outcome.js';

/** Absent facts are said as null; the generated type knows them as missing. */
export function sayOutcome(cause: Pick<Cause, 'id' | 'lane' | 'key' | 'subject'>, outcome: Outcome, n = ''): OutgoingEvent {
  const body = { eventId: '', ...outcome } as unknown as OutcomeRecorded;
  return outgoing(cause, 'outcome.recorded.v1', body, { n, key: outcome.conversationId, subject: outcome.ticketId });
}
