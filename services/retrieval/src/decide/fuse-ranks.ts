/** Softens the lead of the very first ranks; the constant that the method was published with. */
const smoothing = 60;

/** Reciprocal rank fusion: ids of several rankings, best first, as one. What more than one ranking has high up comes first. */
export function fuseRanks(rankings: readonly (readonly number[])[]): number[] {
  const scores = new Map<number, number>();
  for (const ranking of rankings) ranking.forEach((id, rank) => scores.set(id, (scores.get(id) ?? 0) + 1 / (smoothing + rank + 1)));
  return [...scores].sort(([one, first], [other, second]) => second - first || one - other).map(([id]) => id);
}
