import type { ClassifierModel } from './classifier-model.js'
import { findBest } from './find-best.js'

/**
 * How much a text looks like something the model knows: the highest in-scope score, less what speaks for out of scope.
 * A better reason to reject than the probability, which only compares labels with each other.
 */
export function acceptScore(model: Pick<ClassifierModel, 'outOfScope'>, scores: ArrayLike<number>): number {
  const inside = findBest(scores, (at) => model.outOfScope[at] === 0)
  const outside = findBest(scores, (at) => model.outOfScope[at] === 1)
  if (inside < 0) return -scores[outside]!
  return outside < 0 ? scores[inside]! : scores[inside]! - OUTSIDE_WEIGHT * scores[outside]!
}

const OUTSIDE_WEIGHT = 0.5
