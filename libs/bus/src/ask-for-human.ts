import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { EscalationRequested, ReplyReleased } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Delivery, OutgoingEvent } from './delivery.js';
import { outgoing } from './outgoing.js';

/** Nobody waits for what these hear: their dead letters are the operator's alone, and would else beget each other. */
const bystanders = ['console', 'feedback'];

/** A dead letter that has a ticket asks for a human, with the facts that it carried. */
export function askForHuman(delivery: Delivery, service: string, body: unknown): OutgoingEvent[] {
  // Escalation itself could not hear it: one more of the kind would not be heard either.
  if (delivery.subject === null || bystanders.includes(service) || delivery.topic === 'escalation.requested.v1') return [];
  const facts = factsIn(body, delivery);
  if (!facts) return [];
  const reason = `An internal fault kept the desk from going on (${service} could not handle ${delivery.topic}).`;
  const request: EscalationRequested = { ...facts, cause: { code: 'internal_error', reason, by: service } };
  return [outgoing(delivery, 'escalation.requested.v1', request, { n: `dead letter of ${service}` })];
}

function factsIn(body: unknown, delivery: Delivery): Omit<EscalationRequested, 'cause'> | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { received, classified, grounding, proposal } = body as Partial<EscalationRequested>;
  if (received) return { received, classified, grounding, proposal };
  return 'inReplyTo' in body && 'turn' in body ? { received: receivedOf(body as ReplyReleased, delivery) } : undefined;
}

/** A reply that could not be sent carries no facts but whose it is. */
function receivedOf(reply: ReplyReleased, { appendedAt }: Delivery): Received {
  const { ticketId, conversationId, source, sourceId, channel, inReplyTo, turn, epoch, dryRun } = reply;
  return {
    ticketId, conversationId, source, sourceId, channel, messageId: inReplyTo, turn, epoch, dryRun,
    revision: 0, subject: '', text: '', history: [], authenticated: false, customerId: '', identityNote: '', metadata: {},
    receivedAt: appendedAt, customerMessages: 1, heldBy: '', opensTicket: false,
  };
}
