import type { Product } from './shop-facts.js';

const forSoMany = /\b(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)[\s-]+(?:people|persons?|pax|adults|men|man|sleepers?|of us)\b/i;
const numerals = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** The products that come large enough for so many people, the smallest such first; all of them where the text names no number or none says. */
export function bigEnough(products: readonly Product[], text: string): Product[] {
  const asked = forSoMany.exec(text)?.[1]?.toLowerCase();
  if (asked === undefined) return [...products];
  const people = numerals.includes(asked) ? numerals.indexOf(asked) + 2 : Number(asked);
  const fitting = products
    .map((product) => ({ product, holds: Math.min(...holdsOf(product).filter((holds) => holds >= people)) }))
    .filter(({ holds }) => Number.isFinite(holds))
    .sort((a, b) => a.holds - b.holds);
  return fitting.length > 0 ? fitting.map(({ product }) => product) : [...products];
}

/** For how many its variants are made: `size: "6 person"`. */
function holdsOf({ attributes, variants }: Product): number[] {
  const values = [attributes, ...variants.map((variant) => variant.attributes)].flatMap((each) => Object.values(each));
  return values.flatMap((value) => /^(\d+)[\s-]*(?:person|people|persons)\b/i.exec(value)?.[1] ?? []).map(Number);
}
