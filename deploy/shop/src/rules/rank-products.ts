import type { Product } from '../store/find-products.js';

const weightOf = { name: 3, attributes: 2, description: 1 } as const;

const fillers = new Set(
  'a an and any are at can do does for from have how i in is it me my of on or sell show some that the there this to what which with you your'.split(' '),
);

/** The products that share a word with `query`, best first; all of them where the query says nothing. */
export function rankProducts(products: readonly Product[], query: string): Product[] {
  const asked = new Set([...wordsOf(query)].filter((word) => !fillers.has(word)));
  if (asked.size === 0) return [...products];
  return products
    .map((product) => ({ product, score: scoreOf(product, asked) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ product }) => product);
}

function scoreOf(product: Product, asked: ReadonlySet<string>): number {
  const texts = {
    name: product.name,
    attributes: [product.attributes, ...product.variants.map((variant) => variant.attributes)]
      .flatMap((attributes) => Object.entries(attributes).flat())
      .join(' '),
    description: product.description,
  };
  const places = Object.entries(weightOf).map(([place, weight]) => ({ weight, words: wordsOf(texts[place as keyof typeof texts]) }));
  let score = 0;
  for (const word of asked) {
    // A word counts once, where it weighs most: five mentions do not make a product fit better.
    score += Math.max(0, ...places.filter(({ words }) => words.has(word)).map(({ weight }) => weight));
  }
  return score;
}

function wordsOf(text: string): Set<string> {
  const words = text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.map(singular));
}

function singular(word: string): string {
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}
