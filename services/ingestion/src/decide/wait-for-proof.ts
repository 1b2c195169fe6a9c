import { codePlaceholder } from './find-codes.js';
import { tokenPattern } from './tokens.js';

export interface Asked {
  seq: number;
  /** Tokenised. */
  text: string;
}

/** Which messages of the customer wait, once a reply has asked who writes: those it answers, and those that its like before answered. */
export function waitForProof(waiting: readonly number[], turn: readonly Asked[], again: boolean): number[] {
  const asked = turn.filter(({ text }) => asksForSomething(text)).map(({ seq }) => seq);
  return [...new Set([...(again ? waiting : []), ...asked])].sort((a, b) => a - b);
}

/** "It's ada@example.com" and a wrong code only say who writes. */
function asksForSomething(text: string): boolean {
  const rest = text.replaceAll(codePlaceholder, ' ').replace(tokenPattern, ' ');
  return rest === text || rest.split(/[^\p{L}\p{N}]+/u).filter(Boolean).length > 6;
}
