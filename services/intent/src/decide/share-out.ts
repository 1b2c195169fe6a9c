/** Softmax at a temperature. */
export function shareOut(scores: ArrayLike<number>, temperature: number): Float64Array {
  const shares = Float64Array.from(scores)
  const highest = shares.reduce((most, score) => Math.max(most, score), -Infinity)
  let sum = 0
  for (let at = 0; at < shares.length; at++) sum += shares[at] = Math.exp((shares[at]! - highest) / temperature)
  return shares.map((share) => share / sum)
}
