import type { SeenEvent } from './facts.js';
import { factsInEvent } from './facts-in-event.js';

export interface EventPlace {
  readonly conversationId: string;
  /** All tickets that it concerns. */
  readonly ticketIds: readonly string[];
  /** The one ticket that it is about; null when it is about the conversation. */
  readonly ticketId: string | null;
  readonly turn: number | null;
}

/** What an event is about. */
export function locateEvent(event: SeenEvent): EventPlace {
  const { received, approval, conversation, ticketId: named, conversationId, turn, case: state } = factsInEvent(event);
  const ticketId = (received?.ticketId ?? approval?.ticketId ?? named ?? event.subject) || null;
  return {
    conversationId: received?.conversationId ?? approval?.conversationId ?? conversation?.conversationId ?? conversationId ?? event.key,
    ticketIds: conversation ? (conversation.ticketIds ?? []) : ticketId ? [ticketId] : [],
    ticketId: conversation ? null : ticketId,
    turn: received?.turn ?? state?.turn ?? turn ?? null,
  };
}
