import type { ClassifierModel } from './classifier-model.js'
import { embedText } from './embed-text.js'
import type { TextFeatures } from './extract-features.js'
import { weighFeatures } from './weigh-features.js'

/** The raw score of every label, in the model's order. */
export function scoreText(model: ClassifierModel, features: TextFeatures): Float32Array {
  const scores = Float32Array.from(model.bias)
  const { rows, values } = weighFeatures(features, model.features, model.featureWeights)
  for (let at = 0; at < rows.length; at++) addRow(scores, model.matrix, rows[at]!, values[at]!)
  const vector = embedText(model, features.stems)
  for (let d = 0; d < vector.length; d++) addRow(scores, model.vectorMatrix, d, vector[d]!)
  return scores
}

function addRow(scores: Float32Array, matrix: Float32Array, row: number, value: number): void {
  const labels = scores.length
  for (let label = 0, at = row * labels; label < labels; label++, at++) scores[label]! += value * matrix[at]!
}
