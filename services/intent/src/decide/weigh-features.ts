import type { HashIndex } from './classifier-model.js'
import type { TextFeatures } from './extract-features.js'
import { findRow } from './find-row.js'

export interface SparseVector {
  rows: Int32Array
  values: Float32Array
}

const BLOCK_WEIGHTS = [1, 0.5, 1, 0.5]

/** The text as a sparse vector of length 1: (1 + ln n) * weight, each block brought to its own length first. */
export function weighFeatures(features: TextFeatures, index: HashIndex, weights: Float32Array): SparseVector {
  const most = features.blocks.reduce((sum, block) => sum + block.length, 0)
  const rows = new Int32Array(most)
  const values = new Float32Array(most)
  let end = 0
  let length = 0
  features.blocks.forEach((block, blockNumber) => {
    const start = end
    end = countRows(block, index, rows, values, start)
    let squares = 0
    for (let at = start; at < end; at++) {
      const value = (1 + Math.log(values[at]!)) * weights[rows[at]!]!
      values[at] = value
      squares += value * value
    }
    if (squares === 0) return
    const blockWeight = BLOCK_WEIGHTS[blockNumber]!
    const scale = blockWeight / Math.sqrt(squares)
    for (let at = start; at < end; at++) values[at]! *= scale
    length += blockWeight * blockWeight
  })
  const scale = length > 0 ? 1 / Math.sqrt(length) : 0
  for (let at = 0; at < end; at++) values[at]! *= scale
  return { rows: rows.subarray(0, end), values: values.subarray(0, end) }
}

/** Appends the distinct known rows with their counts; returns the new end. */
function countRows(hashes: number[], index: HashIndex, rows: Int32Array, counts: Float32Array, start: number): number {
  const found = new Int32Array(hashes.length)
  let size = 0
  for (const hash of hashes) {
    const row = findRow(index, hash)
    if (row >= 0) found[size++] = row
  }
  const sorted = found.subarray(0, size).sort()
  let end = start
  for (let at = 0; at < size; at++) {
    if (at > 0 && sorted[at] === sorted[at - 1]) counts[end - 1]! += 1
    else {
      rows[end] = sorted[at]!
      counts[end++] = 1
    }
  }
  return end
}
