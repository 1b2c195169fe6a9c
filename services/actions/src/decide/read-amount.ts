import { type Money, parseMoney } from '@deskhand/catalogue/money.js';

/** What the customer says about how much: nothing, one amount, or several of which one is meant. */
export type NamedAmount = { readonly kind: 'none' } | { readonly kind: 'one'; readonly amount: Money } | { readonly kind: 'several' };

const refundOf = /\brefund(?:ed|ing)?\b(?:\s+(?:me|of|for|just|only|exactly|about|the|a|partial|back))*\s+(?:[A-Z]{3}\s?|[$€£]\s?)?(\d[\d,]*(?:\.\d{1,2})?)\b/i;

/** Reads the classifier's amounts (`600.00 USD`). Of several, the one that stands right after "refund" is the one that is asked for. */
export function readAmount(entities: readonly string[], text: string): NamedAmount {
  const amounts = entities.flatMap((entity): Money[] => {
    const [value = '', currency = ''] = entity.trim().split(/\s+/);
    try {
      return [parseMoney({ value, currency })];
    } catch {
      return [];
    }
  });
  const different = amounts.filter((amount, index) => amounts.findIndex((other) => other.minor === amount.minor && other.currency === amount.currency) === index);
  const [only] = different;
  if (!only) return { kind: 'none' };
  if (different.length === 1) return { kind: 'one', amount: only };
  const asked = refundOf.exec(text)?.[1]?.replaceAll(',', '');
  const meant = different.filter((amount) => asked !== undefined && amount.minor === Math.round(Number(asked) * 100));
  return meant.length === 1 ? { kind: 'one', amount: meant[0]! } : { kind: 'several' };
}
