import { embedQuestion } from './embed-question.js';
import { fuseRanks } from './fuse-ranks.js';
import type { KnowledgeIndex } from './knowledge-index.js';
import { type Allowed, rankByVector, rankByWords } from './rank-passages.js';
import { readQuestion, type Term } from './read-question.js';
import { rerank, type ScoredPassage } from './rerank.js';

/** A question as the search understands it. */
export interface Question {
  readonly terms: readonly Term[];
  readonly vector: Float32Array;
}

/** How many candidates each ranking names. */
export const candidatesEach = 20;

export function understand(text: string, { vocabulary }: KnowledgeIndex): Question {
  return { terms: readQuestion(text, vocabulary), vector: embedQuestion(text, vocabulary) };
}

/** The whole search in memory: what the database does with its own indexes, for measuring and for evaluations without a desk. */
export function searchPassages({ terms, vector }: Question, index: KnowledgeIndex, allowed?: Allowed, each = candidatesEach): ScoredPassage[] {
  const candidates = fuseRanks([rankByWords(terms, index, each, allowed), rankByVector(vector, index, each, allowed)]);
  return rerank(candidates, terms, vector, index);
}
