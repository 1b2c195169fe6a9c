import type { KnowledgeIndex } from './knowledge-index.js';
import type { PassageEntry } from './passage-entry.js';
import { cosine } from './rank-passages.js';
import type { Term } from './read-question.js';
import { type ScoreWeights, scorePassage, scoreWeights } from './score-passage.js';

export interface ScoredPassage {
  readonly entry: PassageEntry;
  /** 0-1. */
  readonly score: number;
}

/** Candidates by how well they answer, best first. Of equally good ones, the first in the order given. */
export function rerank(candidates: readonly number[], terms: readonly Term[], vector: Float32Array, index: KnowledgeIndex, weights: ScoreWeights = scoreWeights): ScoredPassage[] {
  const scored = candidates.flatMap((id) => {
    const entry = index.entries.get(id);
    const near = index.vectors.get(id);
    return entry && near ? [{ entry, score: worthOf(entry) * scorePassage(terms, entry, nearness(cosine(vector, near), index.floor), index.vocabulary, weights) }] : [];
  });
  return scored.sort((one, other) => other.score - one.score);
}

/** What one person once answered is worth less than what the shop wrote for everybody. */
const resolvedTicketShare = 0.85;

function worthOf({ category }: PassageEntry): number {
  return category === 'resolved_tickets' ? resolvedTicketShare : 1;
}

/** So that 0 means "nothing to do with it", whatever the model. */
function nearness(cosine: number, floor: number): number {
  return (cosine - floor) / (1 - floor);
}
