import { acceptScore } from './accept-score.js'
import type { ClassifierModel } from './classifier-model.js'
import { findBest } from './find-best.js'
import { shareOut } from './share-out.js'

export interface LabelConfidence {
  label: string
  confidence: number
}

export interface LabelJudgement extends LabelConfidence {
  /** Every label, most likely first; sums to 1. */
  candidates: LabelConfidence[]
  /** Higher for texts like those the model was trained on; the scale is the model's own. */
  acceptScore: number
  /** 0..1, how much of the text's wording the predicted label's training texts had. */
  coverage: number
  /** Of the best label against all others, by the scores alone: how clear the choice was, whatever the text. */
  logOdds: number
}

type Judge = Pick<ClassifierModel, 'labels' | 'outOfScope' | 'calibration'>

/** What raw scores mean. `coverage` is that of the label with the highest score. */
export function judgeScores(model: Judge, scores: Float32Array, coverage: number): LabelJudgement {
  const { calibration, labels } = model
  const best = findBest(scores)
  const shares = shareOut(scores, calibration.temperature)
  const accepted = acceptScore(model, scores) + calibration.coverageWeight * coverage
  const logOdds = Math.log(shares[best]! / Math.max(1 - shares[best]!, 1e-9))
  const confidence = confidenceOf(model, shares, best, accepted, logOdds)
  const rest = shares.reduce((sum, share, at) => (at === best ? sum : sum + share), 0)
  const candidates = labels.map((label, at) => ({
    label,
    confidence: at === best ? confidence : (rest > 0 ? shares[at]! / rest : 1 / (labels.length - 1)) * (1 - confidence),
  }))
  candidates.sort((a, b) => b.confidence - a.confidence || (a.label < b.label ? -1 : 1))
  return { label: labels[best]!, confidence, candidates, acceptScore: accepted, coverage, logOdds }
}

/** The share of such texts that is right. Never below what would make another label the likelier one. */
function confidenceOf(model: Judge, shares: Float64Array, best: number, accepted: number, logOdds: number): number {
  if (shares.length === 1) return 1
  const { slope, marginSlope, offset } = model.calibration
  const right = 1 / (1 + Math.exp(-(slope * accepted + marginSlope * logOdds + offset)))
  const second = shares[findBest(shares, (at) => at !== best)]! / Math.max(1 - shares[best]!, 1e-12)
  return Math.min(0.9999, Math.max(right, second / (1 + second) + 1e-6))
}
