import type { KnowledgeIndex } from '../decide/knowledge-index.js';

/** Vectors made in one way; those of two spaces are never compared. */
export interface VectorSpace {
  /** Changes with the model, its dimension and how documents are cut. */
  readonly name: string;
  readonly kind: 'words' | 'model';
  readonly dimensions: number;
}

export interface NearestQuery {
  readonly vector: Float32Array;
  readonly index: KnowledgeIndex;
  readonly space: VectorSpace;
  /** Rows of the document table that may answer. */
  readonly documents: readonly number[];
  /** Their categories; empty: all. */
  readonly categories: ReadonlySet<string>;
  readonly most: number;
}

/** Finds the passages of an index that are nearest to a vector. Every one does the same: `vector-store.int.spec.ts`. */
export interface VectorStore {
  readonly name: string;
  /** Gets ready for an index. @throws with a sentence when it cannot hold it */
  hold(index: KnowledgeIndex, space: VectorSpace): Promise<void>;
  /** Ids of passages, nearest first. */
  nearest(query: NearestQuery): Promise<number[]>;
}
