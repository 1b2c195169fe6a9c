import type { KnowledgeIndex } from '../decide/knowledge-index.js';
import type { WordsIn } from './find-candidates.js';
import type { VectorSpace, VectorStore } from './vector-store.js';

/** An index with all that a search in it takes. */
export interface Searchable {
  readonly index: KnowledgeIndex;
  readonly space: VectorSpace;
  readonly store: VectorStore;
  readonly words: WordsIn;
  vectorOf(question: string): Promise<Float32Array>;
}

/** What one state of the documents is served with. */
export interface ServedIndex {
  readonly main: Searchable;
  /** By words alone, for a question that the model's endpoint does not answer; null where the main one does without a model. */
  readonly fallback: Searchable | null;
  /** Tells releases apart that find different things in the same index: a canary shares the cache with the others. */
  readonly manner: string;
  /** Rows of the document table, by category. */
  readonly documents: ReadonlyMap<string, readonly number[]>;
  /** Of the added documents. */
  readonly revision: string;
}
