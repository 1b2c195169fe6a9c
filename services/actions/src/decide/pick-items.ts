import type { OrderItem, Product, Variant } from './shop-facts.js';
import { wordsOf } from './words-of.js';

/** The items of an order that a text names: all of them when it says so or there is but one. */
export function pickItems(items: readonly OrderItem[], text: string): OrderItem[] {
  if (items.length === 1 || /\b(?:all|everything|whole|entire|both|complete)\b/i.test(text)) return [...items];
  const said = wordsOf(text);
  const scored = items.map((item) => ({ item, hits: [...wordsOf(item.name)].filter((word) => said.has(word)).length }));
  const named = scored.filter(({ item, hits }) => hits > 0 || text.includes(item.itemId));
  const most = Math.max(0, ...named.map(({ hits }) => hits));
  // "The Ridgeline Tent" must not also mean the Basecamp Tent.
  return named.filter(({ item, hits }) => hits === most || hits === wordsOf(item.name).size).map(({ item }) => item);
}

/** The variant of an item's product that a text asks for; null when that is not one. */
export function pickVariant(item: OrderItem, product: Product, text: string): Variant | null {
  const current = product.variants.find((variant) => variant.itemId === item.itemId);
  const said = wordsOf(wantedHalf(text));
  const scored = product.variants
    .filter((variant) => variant.itemId !== item.itemId)
    .map((variant) => ({ variant, hits: newValues(variant, current).filter((value) => [...wordsOf(value)].every((word) => said.has(word))).length }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits || changes(a.variant, current) - changes(b.variant, current));
  const [best, second] = scored;
  if (!best) return null;
  const tie = second && second.hits === best.hits && changes(second.variant, current) === changes(best.variant, current);
  return tie ? null : best.variant;
}

/** In "from M to L" and "the blue one instead of the white one" only one half is wanted. */
function wantedHalf(text: string): string {
  const instead = /^(.*?)\b(?:instead of|rather than)\b/is.exec(text);
  if (instead?.[1]) return instead[1];
  return /\b(?:to|for|into|with|in)\b(.*)$/is.exec(text)?.[1] ?? text;
}

function newValues(variant: Variant, current: Variant | undefined): string[] {
  return Object.entries(variant.attributes)
    .filter(([name, value]) => current?.attributes[name] !== value)
    .map(([, value]) => value);
}

function changes(variant: Variant, current: Variant | undefined): number {
  return newValues(variant, current).length;
}

