import type { TrainingSet } from './training-set.js'
import { trainNaiveBayes } from './train-naive-bayes.js'
import { trainSoftmax } from './train-softmax.js'
import { trainSvm, type LinearScores } from './train-svm.js'

/** The three linear judges whose scores are added, in the order of `memberWeights`. The softmax is the mean of so many nets. */
export function trainMembers(set: TrainingSet, members: Int32Array, seed: number, nets: number): LinearScores[] {
  const none = new Float32Array(set.dimensions * set.labelCount)
  const cost = members.length < SMALL ? 2 : 1
  return [
    trainSvm(set, members, cost, seed),
    { ...averageSoftmax(set, members, seed, nets), vectorMatrix: none },
    { matrix: trainNaiveBayes(set, members), vectorMatrix: none, bias: new Float32Array(set.labelCount) },
  ]
}

/** What each judge counts. Of some hundred texts the softmax learns more than the one-against-the-rest judge; of a handful it does not. */
export function memberWeights(texts: number): number[] {
  return texts >= HANDFUL && texts < SMALL ? [0.5, 1, 0.5] : [1, 0.5, 0.5]
}

const HANDFUL = 300
const SMALL = 3000

/** Nets that start elsewhere err elsewhere; their mean is still one matrix. */
function averageSoftmax(set: TrainingSet, members: Int32Array, seed: number, nets: number): { matrix: Float32Array; bias: Float32Array } {
  const sum = trainSoftmax(set, members, seed)
  for (let net = 1; net < nets; net++) {
    const next = trainSoftmax(set, members, seed + net * FAR)
    for (let at = 0; at < sum.matrix.length; at++) sum.matrix[at]! += next.matrix[at]!
    for (let at = 0; at < sum.bias.length; at++) sum.bias[at]! += next.bias[at]!
  }
  for (let at = 0; at < sum.matrix.length; at++) sum.matrix[at]! /= nets
  for (let at = 0; at < sum.bias.length; at++) sum.bias[at]! /= nets
  return sum
}

/** Apart from the seeds of folds, which are next to each other. */
const FAR = 1000
