import { findOrderNumbers } from '@deskhand/catalogue/order-number.js';
import type { Turn } from './turn.js';

/** How far back "it" may point, in messages. */
const reach = 6;

/** The order that was spoken of last in this conversation, for a message that names none; undefined where several were, or another is meant. */
export function orderInTalk(turn: Pick<Turn, 'received' | 'catalogue'>): string | undefined {
  return pointsElsewhere(turn.received.text) ? undefined : lastSpokenOf(turn);
}

/** "The other one": any but the order spoken of last. */
export function orderNotMeant(turn: Pick<Turn, 'received' | 'catalogue'>): string | undefined {
  return meansTheOther(turn.received.text) ? lastSpokenOf(turn) : undefined;
}

/** "No, the other one" answers which it is. */
export function meansTheOther(text: string): boolean {
  return /\b(?:the other(?: one| order)?|another (?:one|order)|a different (?:one|order)|not that one|wrong (?:one|order))\b/i.test(text);
}

/** All orders, the newest one, or another one. */
function pointsElsewhere(text: string): boolean {
  return meansTheOther(text) || /\b(?:(?:all|any|both|each|every|other|which|list) (?:of )?(?:my |the )?orders?|my orders|orders|(?:last|latest|newest|most recent|first|second|third|next|new) (?:order|one)|ordered (?:last|first))\b/i.test(text);
}

function lastSpokenOf({ received, catalogue }: Pick<Turn, 'received' | 'catalogue'>): string | undefined {
  const notTheirs = new Set(received.history.flatMap(({ toolResults }) => toolResults.filter(({ status }) => status === 'refused').map(({ arguments: args }) => orderOf(args))));
  for (const { text } of received.history.slice(-reach).reverse()) {
    const named = findOrderNumbers(text, catalogue.shop).filter((orderId) => !notTheirs.has(orderId));
    if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  }
  return undefined;
}

function orderOf(args: unknown): string {
  return typeof args === 'object' && args !== null && 'orderId' in args ? String(args.orderId) : '';
}
