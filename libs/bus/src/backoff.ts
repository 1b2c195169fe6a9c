/** Full jitter: somewhere between nothing and a doubling, capped bound. `random` is in [0, 1). */
export function backoff(attempt: number, { first, most }: { first: number; most: number }, random: number): number {
  return Math.round(random * Math.min(most, first * 2 ** (attempt - 1)));
}
