import type { KnowledgeIndex } from './knowledge-index.js';
import { cosine } from './rank-passages.js';

const pairs = 500;
const highestFloor = 0.95;

/** The same passages, near each other by what a model made of them instead of by their words. */
export function inModelSpace(index: KnowledgeIndex, vectors: ReadonlyMap<number, Float32Array>): KnowledgeIndex {
  return { ...index, vectors, floor: floorOf([...vectors].map(([id, vector]) => ({ document: index.entries.get(id)!.documentId, vector }))) };
}

/** The mean over pairs from different documents, the same pairs for the same passages. */
function floorOf(rows: readonly { document: string; vector: Float32Array }[]): number {
  let [sum, taken] = [0, 0];
  for (let at = 0; at < pairs * 4 && taken < pairs; at++) {
    const one = rows[(at * 7_919) % rows.length];
    const other = rows[(at * 104_729 + 13) % rows.length];
    if (!one || !other || one.document === other.document) continue;
    sum += cosine(one.vector, other.vector);
    taken += 1;
  }
  return taken === 0 ? 0 : Math.min(highestFloor, Math.max(0, sum / taken));
}
