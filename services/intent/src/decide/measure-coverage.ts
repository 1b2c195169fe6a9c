import type { ClassifierModel } from './classifier-model.js'
import { findRow } from './find-row.js'

type Stems = Pick<ClassifierModel, 'stems' | 'stemIdf' | 'stemLabels' | 'labels'>

/** Share (0..1, by idf) of the text's stems that occur in some training text of the label; 0 for a text without words. */
export function measureCoverage(model: Stems, stems: number[], label: number): number {
  const unknown = unknownIdf(model.stemIdf)
  let covered = 0
  let total = 0
  for (const stem of new Set(stems)) {
    const row = findRow(model.stems, stem)
    const idf = row < 0 ? unknown : model.stemIdf[row]!
    total += idf
    if (row < 0) continue
    const bit = row * model.labels.length + label
    if ((model.stemLabels[bit >> 3]! >> (bit & 7)) & 1) covered += idf
  }
  return total > 0 ? covered / total : 0
}

// The rarest known stem and an unknown one weigh alike; the last entry is kept for it.
function unknownIdf(stemIdf: Float32Array): number {
  return stemIdf[stemIdf.length - 1] ?? 1
}
