import type { Vocabulary } from './collect-words.js';
import type { PassageEntry } from './passage-entry.js';
import type { Term } from './read-question.js';

/** Chosen on one half of StackFAQ and on the own questions that are not held out; `evals/measure.ts` shows both halves. */
export interface ScoreWeights {
  /** A word in the title or heading counts as this many in the body. */
  heading: number;
  /** Body length that matters: 0 not at all, 1 fully. */
  lengthMatters: number;
  saturation: number;
  /** Shares of the score. */
  coverage: number;
  cosine: number;
  headingOverlap: number;
  /** A document begins with what most people ask of it. */
  beginning: number;
}

export const scoreWeights: ScoreWeights = { heading: 3, lengthMatters: 0.4, saturation: 1, coverage: 0.6, cosine: 0.25, headingOverlap: 0.15, beginning: 0.015 };

/** How likely a passage answers, 0-1: how much of what the question tells is in it, how near the two are, and whether its heading is about it. */
export function scorePassage(terms: readonly Term[], entry: PassageEntry, cosine: number, vocabulary: Vocabulary, weights: ScoreWeights = scoreWeights): number {
  const covered = coverage(terms, entry, vocabulary, weights);
  const overlap = headingOverlap(terms, entry);
  const begins = entry.chunkIndex === 0 ? weights.beginning : 0;
  return likelihood(weights.coverage * covered + weights.cosine * Math.max(0, cosine) + weights.headingOverlap * overlap + begins);
}

/**
 * Set by hand above nine in ten best scores of questions that no document answers. For a question that some document answers, the likelihood
 * is about right; over a stream with many strangers it promises too much in the middle (0.4-0.8).
 */
const evenMark = 0.29;
const slope = 14;

function likelihood(raw: number): number {
  return Math.round(1e4 / (1 + Math.exp(-slope * (raw - evenMark)))) / 1e4;
}

/** BM25F brought to 0-1: the share of the question's weight that the passage mentions, more of it when said often or in a heading. */
function coverage(terms: readonly Term[], { heading, body, length }: PassageEntry, { averageLength }: Vocabulary, weights: ScoreWeights): number {
  const stretch = 1 - weights.lengthMatters + weights.lengthMatters * (length / Math.max(1, averageLength));
  let sum = 0;
  let most = 0;
  for (const { weight, forms } of terms) {
    let said = 0;
    for (const [form, fit] of forms) said = Math.max(said, fit * (weights.heading * (heading.get(form) ?? 0) + (body.get(form) ?? 0) / stretch));
    sum += (weight * said) / (said + weights.saturation);
    most += weight;
  }
  return most > 0 ? sum / most : 0;
}

/** The share of the heading's words that the question asks for. */
function headingOverlap(terms: readonly Term[], { heading }: PassageEntry): number {
  if (heading.size === 0) return 0;
  let found = 0;
  for (const word of heading.keys()) found += terms.reduce((best, { forms }) => Math.max(best, forms.get(word) ?? 0), 0);
  return found / heading.size;
}
