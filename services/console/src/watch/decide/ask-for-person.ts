import type { EscalationRequested } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Violation } from './violation.js';
import { toldIn, type WatchedEvent } from './watched-event.js';

/** A legal mention that nobody has heard of goes to a person now; other violations are the operator's. */
export function askForPerson({ rule, ticketId, turn }: Violation, story: readonly WatchedEvent[]): EscalationRequested | undefined {
  if (rule !== 'unheard_legal_mention') return undefined;
  const received = story.map((event) => toldIn(event, 'ticket.received.v1')?.received).find((fact) => fact?.ticketId === ticketId && fact.turn === turn);
  const classified = story.map((event) => toldIn(event, 'ticket.classified.v1')).find((body) => body?.received?.ticketId === ticketId && body.received.turn === turn);
  const facts = received ?? classified?.received;
  return facts && { received: facts, classified: classified?.classified, cause: { code: 'legal_mention', reason: 'The customer mentions a legal matter, and no person has heard of it yet', by: 'console' } };
}
