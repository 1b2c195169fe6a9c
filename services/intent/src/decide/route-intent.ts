import type { Calibration, ClassifierModel } from './classifier-model.js'
import { classify } from './classify.js'
import { lexiconMarks } from './lexicon-marks.js'
import { clarityOf, ruleRoute, type Route } from './rule-route.js'

/** The intent of a text for a model trained with `lexiconMarks`. `history` is what came before, oldest first. */
export function routeIntent(model: ClassifierModel, text: string, history: readonly string[] = []): Route {
  const judged = classify(model, text, history, lexiconMarks)
  const route = ruleRoute(model.textsPerLabel, text, judged)
  return calibrated(route, clarityOf(route, judged), model.calibration.ruled)
}

/** Rules move the odds without asking how often they are right: held-out phrases have told. Small talk is recognised, not weighed. */
function calibrated(route: Route, clarity: number, ruled: Calibration['ruled']): Route {
  const [first, second] = route.candidates
  if (!ruled || route.smallTalk || !first || !second) return route
  const logOdds = Math.log(first.confidence / Math.max(1 - first.confidence, 1e-9))
  const wanted = 1 / (1 + Math.exp(-(ruled.slope * logOdds + ruled.marginSlope * clarity + ruled.offset)))
  const nextShare = second.confidence / Math.max(1 - first.confidence, 1e-12)
  const confidence = Math.min(0.9999, Math.max(wanted, nextShare / (1 + nextShare) + 1e-6))
  const scale = (1 - confidence) / Math.max(1 - first.confidence, 1e-12)
  const candidates = route.candidates.map((one, at) => (at === 0 ? { ...one, confidence } : { ...one, confidence: one.confidence * scale }))
  return { ...route, confidence, candidates }
}
