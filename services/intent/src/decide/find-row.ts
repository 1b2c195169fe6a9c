import type { HashIndex } from './classifier-model.js'

/** The row of a hash, or -1. */
export function findRow(index: HashIndex, hash: number): number {
  const mask = index.slots.length - 1
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const slot = index.slots[at]!
    if (slot === 0) return -1
    if (index.keys[at] === hash) return slot - 1
  }
}
