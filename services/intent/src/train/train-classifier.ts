import type { ClassifierModel } from '../decide/classifier-model.js'
import { measureCoverage } from '../decide/measure-coverage.js'
import { findBest } from '../decide/find-best.js'
import { judgeScores, type LabelJudgement } from '../decide/judge-scores.js'
import { calibrate, type HeldOut } from './calibrate.js'
import { calibrateRules, type RuledOutcome } from './calibrate-rules.js'
import { drawFolds } from './draw-folds.js'
import { markStemLabels } from './mark-stem-labels.js'
import { scoreMember } from './score-member.js'
import { memberWeights, trainMembers } from './train-members.js'
import type { LinearScores } from './train-svm.js'
import type { TrainingSet } from './training-set.js'
import { vectoriseTexts, type VectorisedTexts } from './vectorise-texts.js'

export interface LabelledText {
  text: string
  label: string
}

export interface TrainingOptions {
  seed: number
  /** Labels whose texts are to be rejected. */
  outOfScopeLabels?: string[]
  /** Facts about a text that count as features; `classify` must be given the same. */
  marksOf?: (text: string) => string[]
  /** What rules beside the classifier make of its judgement; undefined where they decide alone. Their confidence is calibrated too. */
  outcomeOf?: (asked: RuledText) => RuledOutcome | undefined
}

export interface RuledText extends LabelledText {
  judged: LabelJudgement
  textsPerLabel: number
}

const FOLDS = 5
/** Of the classifier itself; those of the folds only bring judges to one scale, and one net does. */
const NETS = 3

/** Each fold costs a training; of a large set one or two say enough about calibration. */
function foldsToJudge(texts: number): number {
  return texts > 8000 ? 1 : texts > 3000 ? 2 : FOLDS
}

/** A text classifier in seconds: three linear judges, folded into one matrix, calibrated on folds they did not see. */
export function trainClassifier(examples: readonly LabelledText[], options: TrainingOptions): ClassifierModel {
  if (examples.length === 0) throw new Error('There is nothing to train on: give at least one labelled text.')
  const labels = [...new Set(examples.map((example) => example.label))].sort()
  const numbers = Int32Array.from(examples, (example) => labels.indexOf(example.label))
  const outOfScope = Uint8Array.from(labels, (label) => (options.outOfScopeLabels?.includes(label) ? 1 : 0))
  const marks = examples.map((example) => options.marksOf?.(example.text) ?? [])
  const texts = vectoriseTexts(examples.map((example) => example.text), marks, numbers, labels.length, options.seed)
  const { scales, heldOut } = judgeFolds(texts, labels, options.seed)
  const textsPerLabel = examples.length / labels.length
  const calibration = calibrate(heldOut, outOfScope)
  const outcomes = heldOut.flatMap(({ scores, coverage, text }) => options.outcomeOf?.({ ...examples[text]!, judged: judgeScores({ labels, outOfScope, calibration }, scores, coverage), textsPerLabel }) ?? [])
  const everyone = Int32Array.from(examples, (_, at) => at)
  const sum = addJudges(texts.set, trainMembers(texts.set, everyone, options.seed, NETS), scales)
  return {
    labels,
    textsPerLabel,
    outOfScope,
    features: texts.features,
    featureWeights: texts.featureWeights,
    ...sum,
    stems: texts.stems,
    stemIdf: texts.stemIdf,
    stemLabels: markStemLabels(texts.stems, texts.textStems, numbers, labels.length, everyone),
    dimensions: texts.set.dimensions,
    vectors: texts.vectors,
    commonDirection: texts.commonDirection,
    calibration: { ...calibration, ...calibrateRules(outcomes) },
  }
}

/** Trains without each fold and scores it: brings the judges to one scale, and shows what a score is worth. */
function judgeFolds(texts: VectorisedTexts, labels: string[], seed: number): { scales: number[]; heldOut: HeldOut[] } {
  const { set } = texts
  const folds = drawFolds(set.labels, set.labelCount, FOLDS, seed)
  const judged: { parts: Float32Array[]; text: number; stemLabels: Uint8Array }[] = []
  for (let fold = 0; fold < foldsToJudge(set.labels.length); fold++) {
    const inside = textsWhere(folds, (other) => other !== fold)
    if (inside.length === 0) continue
    const judges = trainMembers(set, inside, seed + fold, 1)
    const stemLabels = markStemLabels(texts.stems, texts.textStems, set.labels, set.labelCount, inside)
    for (const text of textsWhere(folds, (other) => other === fold)) {
      judged.push({ parts: judges.map((judge) => scoreMember(set, text, judge)), text, stemLabels })
    }
  }
  const scales = memberWeights(set.labels.length).map((weight, member) => weight / (averageLead(judged.map((one) => one.parts[member]!)) || 1))
  const heldOut = judged.map(({ parts, text, stemLabels }) => {
    const scores = new Float32Array(labels.length)
    parts.forEach((part, member) => part.forEach((score, at) => (scores[at]! += scales[member]! * score)))
    const known = { stems: texts.stems, stemIdf: texts.stemIdf, stemLabels, labels }
    return { scores, coverage: measureCoverage(known, texts.textStems[text]!, findBest(scores)), label: set.labels[text]!, text }
  })
  return { scales, heldOut }
}

function textsWhere(folds: Int32Array, wanted: (fold: number) => boolean): Int32Array {
  return Int32Array.from(folds.keys()).filter((text) => wanted(folds[text]!))
}

/** How far the best score stands above the average one, over all texts. */
function averageLead(scores: Float32Array[]): number {
  const leads = scores.map((row) => Math.max(...row) - row.reduce((sum, score) => sum + score, 0) / row.length)
  return leads.reduce((sum, lead) => sum + lead, 0) / Math.max(1, leads.length)
}

function addJudges(set: TrainingSet, judges: LinearScores[], scales: number[]): LinearScores {
  const sum: LinearScores = {
    matrix: new Float32Array(set.featureCount * set.labelCount),
    vectorMatrix: new Float32Array(set.dimensions * set.labelCount),
    bias: new Float32Array(set.labelCount),
  }
  judges.forEach((judge, member) => {
    addScaled(sum.matrix, judge.matrix, scales[member]!)
    addScaled(sum.vectorMatrix, judge.vectorMatrix, scales[member]!)
    addScaled(sum.bias, judge.bias, scales[member]!)
  })
  return sum
}

function addScaled(to: Float32Array, from: Float32Array, scale: number): void {
  for (let at = 0; at < to.length; at++) to[at]! += scale * from[at]!
}
