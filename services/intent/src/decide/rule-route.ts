import { detectSmallTalk, type SmallTalk } from './detect-small-talk.js'
import { intentLexicon } from './intent-lexicon.js'
import type { LabelConfidence, LabelJudgement } from './judge-scores.js'

/** Labels of training texts that are not intents of the catalogue: they are answered as `other`. */
const BESIDE_INTENTS = { smallTalk: 'small_talk', outOfScope: 'out_of_scope' } as const
const FALLBACK = 'other'
/** Beyond it nothing is clearer. */
const MOST_CLEAR = 8

export interface Route {
  /** An intent of the catalogue. */
  intent: string
  confidence: number
  /** Every intent, most likely first; sums to 1. */
  candidates: { intent: string; confidence: number }[]
  smallTalk?: SmallTalk
  /** True when the text is none of the shop's business. */
  outOfScope: boolean
}

/** What the rules beside the classifier make of its judgement of a text. */
export function ruleRoute(textsPerLabel: number, text: string, judged: { candidates: LabelConfidence[] }): Route {
  const smallTalk = detectSmallTalk(text) ?? undefined
  const weighed = smallTalk ? onlySmallTalk(judged.candidates) : withLexicon(judged.candidates, intentLexicon(text), lexiconWeight(textsPerLabel))
  const outOfScope = !smallTalk && weighed[0]!.label === BESIDE_INTENTS.outOfScope
  const candidates = asIntents(weighed)
  return { intent: candidates[0]!.intent, confidence: candidates[0]!.confidence, candidates, smallTalk, outOfScope }
}

/** How far the lexicon moves the odds: a lot for a shop with five phrases an intent, little beside hundreds. */
function lexiconWeight(textsPerLabel: number): number {
  return Math.max(1, 3 / (1 + textsPerLabel / 100))
}

// What was learnt from a shop's phrases and what people say everywhere, as one: odds are multiplied.
function withLexicon(candidates: LabelConfidence[], found: Record<string, number>, weight: number): LabelConfidence[] {
  const moved = candidates.map(({ label, confidence }) => ({
    label,
    confidence: confidence * Math.exp(weight * (found[label] ?? 0)),
  }))
  const sum = moved.reduce((total, one) => total + one.confidence, 0)
  return moved.map(({ label, confidence }) => ({ label, confidence: confidence / sum })).sort((a, b) => b.confidence - a.confidence)
}

function onlySmallTalk(candidates: LabelConfidence[]): LabelConfidence[] {
  const rest = 0.02
  const others = candidates.filter((one) => one.label !== BESIDE_INTENTS.smallTalk)
  const sum = others.reduce((total, one) => total + one.confidence, 0) || 1
  return [
    { label: BESIDE_INTENTS.smallTalk, confidence: 1 - rest },
    ...others.map(({ label, confidence }) => ({ label, confidence: (confidence / sum) * rest })),
  ]
}

/** How clear the classifier's choice was, as log-odds; 0 where the rules chose otherwise, for then it says nothing. */
export function clarityOf(route: Pick<Route, 'intent'>, judged: Pick<LabelJudgement, 'label' | 'logOdds'>): number {
  return intentOf(judged.label) === route.intent ? Math.min(judged.logOdds, MOST_CLEAR) : 0
}

/** The intent that a label of a training text is answered as. */
export function intentOf(label: string): string {
  const beside: string[] = Object.values(BESIDE_INTENTS)
  return beside.includes(label) ? FALLBACK : label
}

function asIntents(candidates: LabelConfidence[]): Route['candidates'] {
  const sums = new Map<string, number>()
  for (const { label, confidence } of candidates) {
    const intent = intentOf(label)
    sums.set(intent, (sums.get(intent) ?? 0) + confidence)
  }
  return [...sums].map(([intent, confidence]) => ({ intent, confidence })).sort((a, b) => b.confidence - a.confidence)
}
