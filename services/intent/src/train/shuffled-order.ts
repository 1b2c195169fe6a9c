/** The numbers 0 to size - 1 in a random order. */
export function shuffledOrder(size: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length: size }, (_, at) => at)
  for (let last = size - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last]!
    order[last] = order[other]!
    order[other] = kept
  }
  return order
}
