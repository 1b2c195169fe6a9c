import type { ClassifierModel } from './classifier-model.js'
import { extractFeatures } from './extract-features.js'
import { findBest } from './find-best.js'
import { judgeScores, type LabelJudgement } from './judge-scores.js'
import { measureCoverage } from './measure-coverage.js'
import { scoreText } from './score-text.js'
import { weighHistory } from './weigh-history.js'

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
  return judgeScores(model, scores, measureCoverage(model, features.stems, findBest(scores)))
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
