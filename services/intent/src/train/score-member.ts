import type { LinearScores } from './train-svm.js'
import type { TrainingSet } from './training-set.js'

/** The scores of one vectorised text under one judge. */
export function scoreMember(set: TrainingSet, text: number, judge: LinearScores): Float32Array {
  const scores = Float32Array.from(judge.bias)
  for (let at = set.starts[text]!; at < set.starts[text + 1]!; at++) {
    addRow(scores, judge.matrix, set.rows[at]!, set.values[at]!)
  }
  for (let d = 0; d < set.dimensions; d++) addRow(scores, judge.vectorMatrix, d, set.vectors[text * set.dimensions + d]!)
  return scores
}

function addRow(scores: Float32Array, matrix: Float32Array, row: number, value: number): void {
  for (let label = 0, at = row * scores.length; label < scores.length; label++, at++) scores[label]! += value * matrix[at]!
}
