import type { KnowledgeIndex } from './knowledge-index.js';
import type { PassageEntry } from './passage-entry.js';
import type { Term } from './read-question.js';
import { scoreWeights } from './score-passage.js';

/** A passage with how near it is. */
export interface Nearest {
  readonly id: number;
  readonly score: number;
}

export type Allowed = (entry: PassageEntry) => boolean;

/** Ids of the passages that say the most of what is asked, best first. */
export function rankByWords(terms: readonly Term[], { postings }: KnowledgeIndex, most: number, allowed: Allowed = () => true): number[] {
  const scores = new Map<number, number>();
  for (const { weight, forms } of terms) {
    const best = new Map<number, number>();
    for (const [form, fit] of forms)
      for (const entry of postings.get(form) ?? []) {
        if (!allowed(entry)) continue;
        const said = fit * (scoreWeights.heading * (entry.heading.get(form) ?? 0) + (entry.body.get(form) ?? 0));
        best.set(entry.id, Math.max(best.get(entry.id) ?? 0, (weight * said) / (said + scoreWeights.saturation)));
      }
    for (const [id, score] of best) scores.set(id, (scores.get(id) ?? 0) + score);
  }
  return highest(scores, most);
}

/** Ids of the passages nearest to a vector, nearest first. */
export function rankByVector(vector: Float32Array, { vectors, entries }: KnowledgeIndex, most: number, allowed: Allowed = () => true): number[] {
  const scores = new Map<number, number>();
  for (const [id, other] of vectors) if (allowed(entries.get(id)!)) scores.set(id, cosine(vector, other));
  return highest(scores, most);
}

/** Of vectors of length 1. */
export function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

function highest(scores: ReadonlyMap<number, number>, most: number): number[] {
  return [...scores].sort(([one, first], [other, second]) => second - first || one - other).slice(0, most).map(([id]) => id);
}
