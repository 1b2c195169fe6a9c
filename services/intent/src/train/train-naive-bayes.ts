import type { TrainingSet } from './training-set.js'

const SMOOTHING = 0.1

/** Features x labels: ln of a feature's share among the label's texts minus ln of its share among the others'. */
export function trainNaiveBayes(set: TrainingSet, members: Int32Array): Float32Array {
  const { featureCount, labelCount } = set
  const inLabel = new Float32Array(featureCount * labelCount)
  const anywhere = new Float32Array(featureCount)
  for (const text of members) {
    for (let at = set.starts[text]!; at < set.starts[text + 1]!; at++) {
      inLabel[set.rows[at]! * labelCount + set.labels[text]!]! += 1
      anywhere[set.rows[at]!]! += 1
    }
  }
  const total = anywhere.reduce((sum, count) => sum + count, 0)
  const labelTotals = new Float64Array(labelCount)
  for (let at = 0; at < inLabel.length; at++) labelTotals[at % labelCount]! += inLabel[at]!
  const smoothed = SMOOTHING * featureCount
  const matrix = new Float32Array(inLabel.length)
  for (let row = 0, at = 0; row < featureCount; row++) {
    for (let label = 0; label < labelCount; label++, at++) {
      const ours = (SMOOTHING + inLabel[at]!) / (smoothed + labelTotals[label]!)
      const theirs = (SMOOTHING + anywhere[row]! - inLabel[at]!) / (smoothed + total - labelTotals[label]!)
      matrix[at] = Math.log(ours / theirs)
    }
  }
  return matrix
}
