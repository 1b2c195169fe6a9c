import type { TrainingSet } from './training-set.js'
import { trainNaiveBayes } from './train-naive-bayes.js'
import { trainSoftmax } from './train-softmax.js'
import { trainSvm, type LinearScores } from './train-svm.js'

/** The three linear judges whose scores are added, in the order of `memberWeights`. */
export function trainMembers(set: TrainingSet, members: Int32Array, seed: number): LinearScores[] {
  const none = new Float32Array(set.dimensions * set.labelCount)
  const cost = members.length < SMALL ? 2 : 1
  return [
    trainSvm(set, members, cost, seed),
    { ...trainSoftmax(set, members, seed), vectorMatrix: none },
    { matrix: trainNaiveBayes(set, members), vectorMatrix: none, bias: new Float32Array(set.labelCount) },
  ]
}

/** What each judge counts. Of some hundred texts the softmax learns more than the one-against-the-rest judge; of a handful it does not. */
export function memberWeights(texts: number): number[] {
  return texts >= HANDFUL && texts < SMALL ? [0.5, 1, 0.5] : [1, 0.5, 0.5]
}

const HANDFUL = 300
const SMALL = 3000
