/** The unit direction along which the rows (row-major, `width` wide) are longest, by power iteration. */
export function principalDirection(rows: Float32Array, width: number): Float32Array {
  let direction = new Float32Array(width).fill(1 / Math.sqrt(Math.max(1, width)))
  for (let round = 0; round < 20; round++) {
    const next = new Float32Array(width)
    for (let first = 0; first < rows.length; first += width) {
      let along = 0
      for (let d = 0; d < width; d++) along += rows[first + d]! * direction[d]!
      for (let d = 0; d < width; d++) next[d]! += along * rows[first + d]!
    }
    const length = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0))
    if (length === 0) return new Float32Array(width)
    direction = next.map((value) => value / length)
  }
  return direction
}
