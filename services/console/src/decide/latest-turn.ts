import type { TicketFacts, TurnFact } from './facts.js';

/** The newest message of the customer; undefined when none is known. */
export function latestTurn({ turns }: Pick<TicketFacts, 'turns'>): { number: number; fact: TurnFact } | undefined {
  const numbers = Object.keys(turns).map(Number);
  if (!numbers.length) return undefined;
  const number = Math.max(...numbers);
  return { number, fact: turns[number]! };
}
