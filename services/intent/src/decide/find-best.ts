/** Position of the highest score among those allowed; -1 when none is. */
export function findBest(scores: ArrayLike<number>, allowed: (at: number) => boolean = () => true): number {
  let best = -1
  for (let at = 0; at < scores.length; at++) {
    if (allowed(at) && (best < 0 || scores[at]! > scores[best]!)) best = at
  }
  return best
}
