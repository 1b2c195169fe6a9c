import { seededRandom } from './seeded-random.js'
import { shuffledOrder } from './shuffled-order.js'

/** The fold number of each text; every label is spread evenly over the folds. */
export function drawFolds(labels: Int32Array, labelCount: number, folds: number, seed: number): Int32Array {
  const fold = new Int32Array(labels.length)
  const dealt = Int32Array.from({ length: labelCount }, (_, label) => label % folds)
  for (const text of shuffledOrder(labels.length, seededRandom(seed))) fold[text] = dealt[labels[text]!]!++ % folds
  return fold
}
