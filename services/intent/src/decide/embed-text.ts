import type { ClassifierModel } from './classifier-model.js'
import { findRow } from './find-row.js'

type Vectors = Pick<ClassifierModel, 'stems' | 'vectors' | 'dimensions' | 'commonDirection'>

/** Length of a text's vector beside its sparse features, which have length 1. */
const LENGTH = 0.6

/** The sum of the text's word vectors without the direction all texts share; zeros when no word is known. */
export function embedText(model: Vectors, stems: number[]): Float32Array {
  const { dimensions, vectors, commonDirection } = model
  const sum = new Float32Array(dimensions)
  for (const stem of stems) {
    const row = findRow(model.stems, stem)
    if (row < 0) continue
    for (let d = 0, at = row * dimensions; d < dimensions; d++, at++) sum[d]! += vectors[at]!
  }
  let along = 0
  for (let d = 0; d < dimensions; d++) along += sum[d]! * commonDirection[d]!
  let squares = 0
  for (let d = 0; d < dimensions; d++) {
    sum[d]! -= along * commonDirection[d]!
    squares += sum[d]! ** 2
  }
  if (squares === 0) return sum
  const scale = LENGTH / Math.sqrt(squares)
  for (let d = 0; d < dimensions; d++) sum[d]! *= scale
  return sum
}
