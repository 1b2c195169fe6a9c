import { saidYes } from './turn-facts.js';
import type { Turn } from './turn.js';

/** What the customer says of how much: in this message, and in the one that "which order?" was asked back on. A yes says only yes. */
export function wordsOnRefund(turn: Turn): string {
  const said = saidYes(turn) ? undefined : turn.answered?.known.said;
  return [typeof said === 'string' ? said : '', turn.received.text].filter(Boolean).join('. ');
}
