import { namedOrders, wishesOf } from './turn-facts.js';
import type { Turn } from './turn.js';

/** "The app keeps crashing": nothing that the desk could look up or change, whatever intent it sounds like. */
export function isTechnicalTrouble(turn: Turn): boolean {
  const { classified, intent, answered } = turn;
  if (classified.agent !== 'technical' || intent.agent === 'technical') return false;
  return !answered && wishesOf(turn).length === 0 && namedOrders(turn).length === 0;
}
