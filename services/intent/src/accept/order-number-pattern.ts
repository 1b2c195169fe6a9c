import type { Shop } from '@deskhand/catalogue/shop.js';

const patterns = new Map<string, RegExp>();

/** The shop's order number as the classifier looks for it: never a part of a longer word or number. */
export function orderNumberPattern({ orderNumberPattern: pattern }: Pick<Shop, 'orderNumberPattern'>): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(`(?<![\\p{L}\\p{N}_@#])(?:${pattern})(?![\\p{L}\\p{N}_@])`, 'gu');
  patterns.set(pattern, known);
  return known;
}
