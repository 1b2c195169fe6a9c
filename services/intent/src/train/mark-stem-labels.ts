import type { HashIndex } from '../decide/classifier-model.js'
import { findRow } from '../decide/find-row.js'

/** One bit per stem and label, stem-major: the stem occurs in one of `members` with that label. */
export function markStemLabels(stems: HashIndex, textStems: number[][], labels: Int32Array, labelCount: number, members: Int32Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil((stems.size * labelCount) / 8))
  for (const text of members) {
    for (const stem of textStems[text]!) {
      const bit = findRow(stems, stem) * labelCount + labels[text]!
      bits[bit >> 3]! |= 1 << (bit & 7)
    }
  }
  return bits
}
