import type { TicketFacts, WordsFact } from './facts.js';

/** The words of a message to the customer: those that were released hold tokens on every bus. */
export function wordsOf({ released, delivered }: TicketFacts, messageId: string): WordsFact {
  return released[messageId] ?? delivered[messageId]?.value ?? { text: '', citations: [] };
}
