import { pickItems } from './pick-items.js';
import type { Order, OrderItem } from './shop-facts.js';

/** What stands right after "refund" or "only": "refund the mug", "my money back for the mug", "refund 20003, only the mug please". */
const named = [
  /\b(?:refund|reimburse|credit|money back)\b(?:\s+(?:me|just|only|for|on|of|the|my|a|an|one|this|that))*\s+([^.!?;,\n]+)/gi,
  /\b(?:only|just)\s+(?:for\s+)?(?:the|my|this|that)\s+([^.!?;,\n]+)/gi,
];
/** From here on it is said why, or of which order. */
const turnsAway = /\b(?:because|since|as|it|which|that|from|in|of|on|order|was|is|came|arrived)\b/i;

/** The items whose price a customer wants back, where they name some of an order's; none when it is the order as a whole. */
export function itemsToRefund({ items }: Order, text: string): OrderItem[] {
  if (items.length < 2) return [];
  const phrases = named.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]?.split(turnsAway)[0]?.trim() ?? ''));
  const chosen = new Set(phrases.filter(Boolean).flatMap((phrase) => pickItems(items, phrase)));
  return chosen.size === items.length ? [] : items.filter((item) => chosen.has(item));
}
