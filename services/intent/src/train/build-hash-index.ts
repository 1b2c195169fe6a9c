import type { HashIndex } from '../decide/classifier-model.js'

/** Rows are numbered in the order given; hashes must be distinct. */
export function buildHashIndex(hashes: Iterable<number>, size: number): HashIndex {
  let capacity = 16
  while (capacity < size * 2) capacity *= 2
  const index: HashIndex = { keys: new Uint32Array(capacity), slots: new Int32Array(capacity), size }
  let row = 0
  for (const hash of hashes) {
    let at = hash & (capacity - 1)
    while (index.slots[at] !== 0) at = (at + 1) & (capacity - 1)
    index.keys[at] = hash
    index.slots[at] = ++row
  }
  return index
}
