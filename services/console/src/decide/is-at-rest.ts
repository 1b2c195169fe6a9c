import { isSettled } from '@deskhand/contracts/words.js';
import { anticipateState } from './anticipate-state.js';
import type { TicketFacts } from './facts.js';

/** Whether the latest turn is settled. A message added to an escalated ticket is, once the case has heard out what it says. */
export function isAtRest(facts: TicketFacts): boolean {
  const state = anticipateState(facts);
  if (state !== 'escalated') return isSettled(state);
  return (facts.case?.value.turn ?? 0) >= Math.max(0, ...Object.keys(facts.turns).map(Number));
}
