import type { Ranked } from './facts.js';
import { stableJson } from './stable-json.js';

/** The one of greater rank, compared number by number. Ties are broken by content, so that the order of arrival never matters. */
export function newestOf<T>(a: Ranked<T> | null | undefined, b: Ranked<T> | null | undefined): Ranked<T> | null {
  if (!a || !b) return a ?? b ?? null;
  const order = compareRanks(a.rank, b.rank) || compareTexts(stableJson(a.value), stableJson(b.value));
  return order >= 0 ? a : b;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference) return difference;
  }
  return 0;
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a > b ? 1 : -1;
}
