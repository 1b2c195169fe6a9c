import type { HashIndex } from '../decide/classifier-model.js'
import { embedText } from '../decide/embed-text.js'
import { extractFeatures, type TextFeatures } from '../decide/extract-features.js'
import { findRow } from '../decide/find-row.js'
import { weighFeatures } from '../decide/weigh-features.js'
import { buildHashIndex } from './build-hash-index.js'
import { principalDirection } from './principal-direction.js'
import { DIMENSIONS, trainWordVectors } from './train-word-vectors.js'
import type { TrainingSet } from './training-set.js'

export interface VectorisedTexts {
  set: TrainingSet
  features: HashIndex
  featureWeights: Float32Array
  stems: HashIndex
  /** One more entry than stems: the last is for unknown ones. */
  stemIdf: Float32Array
  vectors: Float32Array
  commonDirection: Float32Array
  /** Hashed stems of each text. */
  textStems: number[][]
}

/** A feature seen once is mostly noise; of few texts it is still worth having. */
function leastTexts(texts: number): number {
  return texts < 1500 ? 1 : 2
}

/** Vocabulary, weights, word vectors and the texts as numbers. */
export function vectoriseTexts(texts: string[], marks: string[][], labels: Int32Array, labelCount: number, seed: number): VectorisedTexts {
  const extracted = texts.map((text, at) => extractFeatures(text, marks[at]))
  const { index: features, idf } = buildVocabulary(extracted.map((one) => one.blocks.flat()), leastTexts(texts.length))
  const featureWeights = idf.map((value) => value ** 0.25)
  const textStems = extracted.map((one) => one.stems)
  const stemVocabulary = buildVocabulary(textStems, 1)
  const stems = stemVocabulary.index
  const stemIdf = Float32Array.from([...stemVocabulary.idf, Math.log(1 + texts.length) + 1])
  const stemRows = textStems.map((text) => Int32Array.from(text, (stem) => findRow(stems, stem)))
  const vectors = trainWordVectors(stemRows, stems.size, seed)
  const raw = { stems, vectors, dimensions: DIMENSIONS, commonDirection: new Float32Array(DIMENSIONS) }
  const commonDirection = principalDirection(embedAll(raw, textStems), DIMENSIONS)
  const set: TrainingSet = {
    ...sparseRows(extracted, features, featureWeights),
    featureCount: features.size,
    vectors: embedAll({ ...raw, commonDirection }, textStems),
    dimensions: DIMENSIONS,
    labels,
    labelCount,
  }
  return { set, features, featureWeights, stems, stemIdf, vectors, commonDirection, textStems }
}

function buildVocabulary(texts: number[][], leastTexts: number): { index: HashIndex; idf: Float32Array } {
  const counts = new Map<number, number>()
  for (const text of texts) for (const hash of new Set(text)) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  const kept = [...counts].filter(([, count]) => count >= leastTexts)
  return {
    index: buildHashIndex(kept.map(([hash]) => hash), kept.length),
    idf: Float32Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
  }
}

function sparseRows(extracted: TextFeatures[], index: HashIndex, weights: Float32Array) {
  const sparse = extracted.map((features) => weighFeatures(features, index, weights))
  const starts = new Int32Array(sparse.length + 1)
  sparse.forEach((text, at) => (starts[at + 1] = starts[at]! + text.rows.length))
  const rows = new Int32Array(starts[sparse.length]!)
  const values = new Float32Array(rows.length)
  sparse.forEach((text, at) => {
    rows.set(text.rows, starts[at]!)
    values.set(text.values, starts[at]!)
  })
  return { starts, rows, values }
}

function embedAll(model: Parameters<typeof embedText>[0], texts: number[][]): Float32Array {
  const all = new Float32Array(texts.length * model.dimensions)
  texts.forEach((stems, at) => all.set(embedText(model, stems), at * model.dimensions))
  return all
}
