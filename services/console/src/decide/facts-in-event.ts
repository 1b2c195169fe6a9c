import type { CaseChanged, EscalationRequested } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { ConversationHeld } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Approval } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { SeenEvent } from './facts.js';

/** Events carry the facts so far as flat siblings, always under the same names. */
export type FactsInEvent = Partial<CaseChanged> &
  Partial<EscalationRequested> & { approval?: Approval; conversation?: ConversationHeld; ticketId?: string; conversationId?: string; turn?: number };

export function factsInEvent(event: SeenEvent): FactsInEvent {
  return event.body as FactsInEvent;
}
