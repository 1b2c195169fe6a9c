import type { KnowledgeIndex } from '../decide/knowledge-index.js';
import { rankByVector } from '../decide/rank-passages.js';
import { nearestInSketch, type SignSketch, sketchVectors } from '../decide/sign-sketch.js';
import type { NearestQuery, VectorStore } from './vector-store.js';

/** Up to so many passages all are compared; with more, those whose signs agree. */
export const mostCompared = 5_000;

/** In this process: what every index has in memory anyway. */
export class ProcessVectors implements VectorStore {
  readonly name = 'in this process';
  readonly #sketches = new WeakMap<KnowledgeIndex, SignSketch>();

  async hold(index: KnowledgeIndex): Promise<void> {
    if (index.vectors.size <= mostCompared) return;
    this.#sketches.set(index, sketchVectors([...index.vectors].map(([id, vector]) => ({ id, vector, category: index.entries.get(id)!.category }))));
  }

  async nearest({ vector, index, categories, most }: NearestQuery): Promise<number[]> {
    const sketch = this.#sketches.get(index);
    if (sketch) return nearestInSketch(vector, sketch, categories, most);
    return rankByVector(vector, index, most, ({ category }) => categories.size === 0 || categories.has(category));
  }
}
