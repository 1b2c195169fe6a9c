import type { Outcome } from '@deskhand/bus/delivery.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { ReplyReleased } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { deliveryOf, type Parcel, type Readers } from './memory-bus.ts';
import type { Services } from './open-services.ts';
import type { PureParts } from './pure-parts.ts';

/** Who reads what. */
export const readers: Readers = {
  'ticket.received.v1': ['intent', 'escalation'],
  'ticket.classified.v1': ['retrieval'],
  'ticket.grounded.v1': ['actions'],
  'ticket.proposed.v1': ['escalation'],
  'escalation.requested.v1': ['escalation'],
  'approval.decided.v1': ['actions'],
  'reply.released.v1': ['ingestion'],
  'reply.delivered.v1': ['escalation'],
  'conversation.taken_over.v1': ['escalation'],
  'conversation.released.v1': ['escalation'],
  'conversation.resolved.v1': ['escalation'],
};

/** What a reader makes of an event: the services' own handlers. */
export async function outcomeOf(parcel: Parcel, services: Services, parts: PureParts, deliver: (released: ReplyReleased) => Outcome): Promise<Outcome | undefined> {
  const { group, event } = parcel;
  const { body, topic } = event;
  const delivery = deliveryOf(parcel);
  switch (`${group} ${topic}`) {
    case 'intent ticket.received.v1':
      return classify((body as { received: Received }).received, parcel, parts);
    case 'retrieval ticket.classified.v1':
      return parts.retrieval.classified(body, delivery);
    case 'actions ticket.grounded.v1':
      return services.grounded.grounded(body, delivery);
    case 'actions approval.decided.v1':
      return services.decided.decided(body, delivery);
    case 'escalation ticket.received.v1':
      return services.received.received(body, delivery);
    case 'escalation ticket.proposed.v1':
      return services.proposed.proposed(body, delivery);
    case 'escalation escalation.requested.v1':
      return services.requested.requested(body, delivery);
    case 'escalation reply.delivered.v1':
      return services.delivered.delivered(body, delivery);
    case 'escalation conversation.taken_over.v1':
      return services.changed.takenOver(body, delivery);
    case 'escalation conversation.released.v1':
      return services.changed.released(body, delivery);
    case 'escalation conversation.resolved.v1':
      return services.changed.resolved(body, delivery);
    case 'ingestion reply.released.v1':
      return deliver(body as ReplyReleased);
    default:
      throw new Error(`nobody reads ${topic} for ${group}`);
  }
}

function classify(received: Received, { event }: Parcel, parts: PureParts): Outcome {
  if (received.heldBy) return { events: [], writes: [] };
  const { classified, trigger } = parts.decideTurn(received);
  const said = trigger
    ? outgoing(event, 'escalation.requested.v1', { received, classified, cause: { ...trigger, by: 'intent' } })
    : outgoing(event, 'ticket.classified.v1', { received, classified, modelRecords: [] });
  return { events: [said], writes: [] };
}
