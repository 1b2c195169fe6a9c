import { truncatedSvd, type Triples } from './truncated-svd.js'

export const DIMENSIONS = 100
const WINDOW = 4
const LEAST_COUNT = 3
const CONTEXT_POWER = 0.75
const RARITY = 1e-3

/**
 * A vector for each stem seen at least three times, by what stands around it: positive pointwise mutual information,
 * shortened by SVD (Levy & Goldberg 2014), then weighted by rarity (Arora et al. 2017). Stems are rows; rare ones get zeros.
 */
export function trainWordVectors(texts: Int32Array[], stemCount: number, seed: number): Float32Array {
  const counts = new Int32Array(stemCount)
  for (const text of texts) for (const stem of text) counts[stem]! += 1
  const total = counts.reduce((sum, count) => sum + count, 0)
  const numbers = numberFrequent(counts)
  const size = numbers.reduce((most, number) => Math.max(most, number + 1), 0)
  const vectors = new Float32Array(stemCount * DIMENSIONS)
  if (size < 2) return vectors
  const short = truncatedSvd(mutualInformation(countNeighbours(texts, numbers, size), size), DIMENSIONS, seed)
  for (let stem = 0; stem < stemCount; stem++) {
    const number = numbers[stem]!
    if (number < 0) continue
    const row = short.subarray(number * DIMENSIONS, (number + 1) * DIMENSIONS)
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0))
    if (length === 0) continue
    const weight = RARITY / (RARITY + counts[stem]! / total) / length
    for (let d = 0; d < DIMENSIONS; d++) vectors[stem * DIMENSIONS + d] = row[d]! * weight
  }
  return vectors
}

function numberFrequent(counts: Int32Array): Int32Array {
  let next = 0
  return counts.map((count) => (count >= LEAST_COUNT ? next++ : -1))
}

function countNeighbours(texts: Int32Array[], numbers: Int32Array, size: number): Map<number, number> {
  const pairs = new Map<number, number>()
  for (const text of texts) {
    const known = text.map((stem) => numbers[stem]!).filter((number) => number >= 0)
    for (let at = 0; at < known.length; at++) {
      for (let near = Math.max(0, at - WINDOW); near <= Math.min(known.length - 1, at + WINDOW); near++) {
        if (near === at) continue
        const key = known[at]! * size + known[near]!
        pairs.set(key, (pairs.get(key) ?? 0) + 1)
      }
    }
  }
  return pairs
}

function mutualInformation(pairs: Map<number, number>, size: number): Triples {
  const words = new Float64Array(size)
  let total = 0
  for (const [key, count] of pairs) {
    words[Math.floor(key / size)]! += count
    total += count
  }
  const contexts = words.map((count) => count ** CONTEXT_POWER)
  const contextTotal = contexts.reduce((sum, count) => sum + count, 0)
  const rows: number[] = []
  const columns: number[] = []
  const values: number[] = []
  for (const [key, count] of pairs) {
    const row = Math.floor(key / size)
    const column = key % size
    const information = Math.log((count / total / (words[row]! / total)) / (contexts[column]! / contextTotal))
    if (information <= 0) continue
    rows.push(row)
    columns.push(column)
    values.push(information)
  }
  return { size, rows: Int32Array.from(rows), columns: Int32Array.from(columns), values: Float32Array.from(values) }
}
