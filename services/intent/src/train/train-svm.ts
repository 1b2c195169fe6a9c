import { seededRandom } from './seeded-random.js'
import { shuffledOrder } from './shuffled-order.js'
import type { TrainingSet } from './training-set.js'

export interface LinearScores {
  /** Features x labels, row-major. */
  matrix: Float32Array
  /** Dimensions x labels. */
  vectorMatrix: Float32Array
  bias: Float32Array
}

const TOLERANCE = 0.05
const MOST_ROUNDS = 60

/**
 * One classifier per label against the rest, squared hinge loss, solved in the dual one text at a time with shrinking
 * (Hsieh et al. 2008). `members` are the texts to learn from.
 */
export function trainSvm(set: TrainingSet, members: Int32Array, cost: number, seed: number): LinearScores {
  const { featureCount, dimensions, labelCount } = set
  const matrix = new Float32Array(featureCount * labelCount)
  const vectorMatrix = new Float32Array(dimensions * labelCount)
  const bias = new Float32Array(labelCount)
  const norms = squaredNorms(set, members)
  for (let label = 0; label < labelCount; label++) {
    const weights = solve(set, members, norms, label, cost, seed + label)
    for (let row = 0; row < featureCount; row++) matrix[row * labelCount + label] = weights[row]!
    for (let d = 0; d < dimensions; d++) vectorMatrix[d * labelCount + label] = weights[featureCount + d]!
    bias[label] = weights[featureCount + dimensions]!
  }
  return { matrix, vectorMatrix, bias }
}

function squaredNorms(set: TrainingSet, members: Int32Array): Float64Array {
  return Float64Array.from(members, (text) => {
    let squares = 1
    for (let at = set.starts[text]!; at < set.starts[text + 1]!; at++) squares += set.values[at]! ** 2
    const first = text * set.dimensions
    for (let d = 0; d < set.dimensions; d++) squares += set.vectors[first + d]! ** 2
    return squares
  })
}

function solve(set: TrainingSet, members: Int32Array, norms: Float64Array, label: number, cost: number, seed: number): Float32Array {
  const weights = new Float32Array(set.featureCount + set.dimensions + 1)
  const alpha = new Float64Array(members.length)
  const diagonal = 0.5 / cost
  const random = seededRandom(seed)
  const order = shuffledOrder(members.length, random)
  let active = order.length
  let highestBefore = Infinity
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let highest = -Infinity
    let lowest = Infinity
    for (let at = active - 1; at > 0; at--) swap(order, at, Math.floor(random() * (at + 1)))
    for (let at = 0; at < active; at++) {
      const member = order[at]!
      const text = members[member]!
      const sign = set.labels[text] === label ? 1 : -1
      const before = alpha[member]!
      const gradient = sign * score(set, weights, text) - 1 + diagonal * before
      if (before === 0 && gradient > 0) {
        if (gradient > highestBefore) {
          swap(order, at--, --active)
          continue
        }
        highest = Math.max(highest, 0)
        lowest = Math.min(lowest, 0)
        continue
      }
      highest = Math.max(highest, gradient)
      lowest = Math.min(lowest, gradient)
      const after = Math.max(before - gradient / (norms[member]! + diagonal), 0)
      alpha[member] = after
      add(set, weights, text, sign * (after - before))
    }
    if (highest - lowest <= TOLERANCE) {
      if (active === order.length) break
      active = order.length
      highestBefore = Infinity
    } else highestBefore = highest <= 0 ? Infinity : highest
  }
  return weights
}

function swap(order: Int32Array, one: number, other: number): void {
  const kept = order[one]!
  order[one] = order[other]!
  order[other] = kept
}

function score(set: TrainingSet, weights: Float32Array, text: number): number {
  const { rows, values, vectors, dimensions, featureCount } = set
  const end = set.starts[text + 1]!
  let sum = weights[featureCount + dimensions]!
  for (let at = set.starts[text]!; at < end; at++) sum += weights[rows[at]!]! * values[at]!
  for (let d = 0, at = text * dimensions; d < dimensions; d++, at++) sum += weights[featureCount + d]! * vectors[at]!
  return sum
}

function add(set: TrainingSet, weights: Float32Array, text: number, step: number): void {
  if (step === 0) return
  const { rows, values, vectors, dimensions, featureCount } = set
  for (let at = set.starts[text]!, end = set.starts[text + 1]!; at < end; at++) weights[rows[at]!]! += step * values[at]!
  for (let d = 0, at = text * dimensions; d < dimensions; d++, at++) weights[featureCount + d]! += step * vectors[at]!
  weights[featureCount + dimensions]! += step
}
