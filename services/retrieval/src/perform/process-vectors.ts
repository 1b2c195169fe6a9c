import type { KnowledgeIndex } from '../decide/knowledge-index.js';
import { rankByVector } from '../decide/rank-passages.js';
import { nearestOfPacked, type ByteVectors, packVectors } from '../decide/byte-vectors.js';
import type { NearestQuery, VectorStore } from './vector-store.js';

/** Up to so many passages all are compared; with more, those that are near by bytes. */
export const mostCompared = 5_000;

/** In this process: what every index has in memory anyway. */
export class ProcessVectors implements VectorStore {
  readonly name = 'in this process';
  readonly #packed = new WeakMap<KnowledgeIndex, ByteVectors>();

  async hold(index: KnowledgeIndex): Promise<void> {
    if (index.vectors.size <= mostCompared) return;
    this.#packed.set(index, packVectors([...index.vectors].map(([id, vector]) => ({ id, vector, category: index.entries.get(id)!.category }))));
  }

  async nearest({ vector, index, categories, most }: NearestQuery): Promise<number[]> {
    const packed = this.#packed.get(index);
    if (packed) return nearestOfPacked(vector, packed, categories, most);
    return rankByVector(vector, index, most, ({ category }) => categories.size === 0 || categories.has(category));
  }
}
