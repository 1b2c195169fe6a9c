import { createHash } from 'node:crypto';

/** The same submission has the same id, wherever and however often it comes in. */
export function ticketIdOf(source: string, sourceId: string): string {
  return `tkt_${digest('ticket', source, sourceId)}`;
}

/** A customer's message; `id` is null for the one that opens the ticket. */
export function customerMessageId(ticketId: string, id: string | null): string {
  return id === null ? `msg_${digest('first', ticketId)}` : `msg_${digest('further', ticketId, id)}`;
}

export function humanMessageId(conversationId: string, id: string): string {
  return `msg_${digest('human', conversationId, id)}`;
}

function digest(...parts: string[]): string {
  // Lengths keep ('ab', 'c') apart from ('a', 'bc').
  return createHash('sha256').update(parts.map((part) => `${part.length}:${part}`).join('')).digest('hex').slice(0, 24);
}
