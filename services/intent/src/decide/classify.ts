import { acceptScore } from './accept-score.js'
import type { ClassifierModel } from './classifier-model.js'
import { extractFeatures, type TextFeatures } from './extract-features.js'
import { findBest } from './find-best.js'
import { measureCoverage } from './measure-coverage.js'
import { scoreText } from './score-text.js'
import { shareOut } from './share-out.js'
import { weighHistory } from './weigh-history.js'

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
}

/** What an earlier message counts beside the one after it. */
const FADING = 0.45
const REMEMBERED = 3

/** The label of a text, with calibrated confidence. `history` is what came before, oldest first. */
export function classify(
  model: ClassifierModel,
  text: string,
  history: readonly string[] = [],
  marksOf: (text: string) => string[] = () => [],
): LabelJudgement {
  const features = extractFeatures(text, marksOf(text))
  const scores = scoreText(model, features)
  const leaning = history.length > 0 ? weighHistory(text) : 0
  if (leaning > 0) addHistory(model, scores, history, leaning, marksOf)
  return judge(model, scores, features)
}

function addHistory(
  model: ClassifierModel,
  scores: Float32Array,
  history: readonly string[],
  leaning: number,
  marksOf: (text: string) => string[],
): void {
  let weight = leaning
  for (const earlier of history.slice(-REMEMBERED).reverse()) {
    const theirs = scoreText(model, extractFeatures(earlier, marksOf(earlier)))
    for (let at = 0; at < scores.length; at++) scores[at]! += weight * theirs[at]!
    weight *= FADING
  }
}

function judge(model: ClassifierModel, scores: Float32Array, features: TextFeatures): LabelJudgement {
  const { calibration, labels } = model
  const best = findBest(scores)
  const shares = shareOut(scores, calibration.temperature)
  const coverage = measureCoverage(model, features.stems, best)
  const accepted = acceptScore(model, scores) + calibration.coverageWeight * coverage
  const confidence = confidenceOf(model, shares, best, accepted)
  const rest = shares.reduce((sum, share, at) => (at === best ? sum : sum + share), 0)
  const candidates = labels.map((label, at) => ({
    label,
    confidence: at === best ? confidence : (rest > 0 ? shares[at]! / rest : 1 / (labels.length - 1)) * (1 - confidence),
  }))
  candidates.sort((a, b) => b.confidence - a.confidence || (a.label < b.label ? -1 : 1))
  return { label: labels[best]!, confidence, candidates, acceptScore: accepted, coverage }
}

/** The share of such texts that is right. Never below what would make another label the likelier one. */
function confidenceOf(model: ClassifierModel, shares: Float64Array, best: number, accepted: number): number {
  if (shares.length === 1) return 1
  const { slope, marginSlope, offset } = model.calibration
  const logOdds = Math.log(shares[best]! / Math.max(1 - shares[best]!, 1e-9))
  const right = 1 / (1 + Math.exp(-(slope * accepted + marginSlope * logOdds + offset)))
  const second = shares[findBest(shares, (at) => at !== best)]! / Math.max(1 - shares[best]!, 1e-12)
  return Math.min(0.9999, Math.max(right, second / (1 + second) + 1e-6))
}
