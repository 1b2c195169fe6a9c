import { z } from 'zod';
import { type Product, productShape } from './shop-facts.js';
import type { Turn } from './turn.js';

const searchShape = z.object({ tool: z.literal('search_products'), status: z.literal('succeeded'), result: z.object({ items: productShape.array() }) });
const ordinals = ['first', 'second', 'third'];
const pointsBack = /\b(?:it|its|they|them|that|this|those|these|one|ones|both|each)\b|^\W*(?:and|so|ok|okay)?\W*how much\W*$|^\W*(?:and|so)\b/i;
const mostWords = 10;
/** How far back the search that found them may be, in messages. */
const reach = 6;

/** The products that "and how much is the second one?" is about, of those the desk has just told of; none where the message points at none. */
export function productsInTalk({ received }: Pick<Turn, 'received'>): Product[] {
  const { text, history } = received;
  const last = history.filter(({ from }) => from !== 'customer').at(-1);
  if (last?.from !== 'bot' || !pointsBack.test(text) || text.split(/\s+/).length > mostWords) return [];
  const found = history.slice(-reach).flatMap(({ toolResults }) => toolResults).flatMap((result) => searchShape.safeParse(result).data?.result.items ?? []);
  const told = found.filter(({ name }, index) => last.text.includes(name) && found.findIndex((other) => other.name === name) === index);
  const inOrder = [...told].sort((a, b) => last.text.indexOf(a.name) - last.text.indexOf(b.name));
  const chosen = /\blast (?:one|of them)\b/i.test(text) ? inOrder.at(-1) : inOrder[ordinals.findIndex((word) => new RegExp(`\\b${word}\\b`, 'i').test(text))];
  return chosen ? [chosen] : inOrder;
}
