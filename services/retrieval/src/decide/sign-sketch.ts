import { cosine, type Nearest } from './rank-passages.js';

/** Vectors as one bit a direction, side by side in memory: a hundred thousand are looked at in a few milliseconds. */
export interface SignSketch {
  readonly vectors: readonly Float32Array[];
  readonly ids: readonly number[];
  /** First and past-last row of each category: rows of one stand together. */
  readonly ranges: ReadonlyMap<string, readonly [from: number, to: number]>;
  readonly wordsEach: number;
  readonly bits: Int32Array;
}

/** How many that agree in most signs are compared exactly. Measured: `evals/measure-scale.ts`. */
const comparedExactly = 1_500;

export function sketchVectors(rows: readonly { id: number; category: string; vector: Float32Array }[]): SignSketch {
  const sorted = [...rows].sort((one, other) => (one.category < other.category ? -1 : one.category > other.category ? 1 : one.id - other.id));
  const wordsEach = Math.ceil((sorted[0]?.vector.length ?? 0) / 32);
  const bits = new Int32Array(sorted.length * wordsEach);
  const ranges = new Map<string, [number, number]>();
  sorted.forEach(({ category, vector }, row) => {
    bits.set(signsOf(vector, wordsEach), row * wordsEach);
    const range = ranges.get(category);
    if (range) range[1] = row + 1;
    else ranges.set(category, [row, row + 1]);
  });
  return { vectors: sorted.map(({ vector }) => vector), ids: sorted.map(({ id }) => id), ranges, wordsEach, bits };
}

/** Almost always the same ids as by comparing with all, nearest first. No category: all of them. */
export function nearestInSketch(vector: Float32Array, sketch: SignSketch, categories: ReadonlySet<string>, most: number): number[] {
  const { ids, vectors, ranges } = sketch;
  const wanted = [...ranges].filter(([category]) => categories.size === 0 || categories.has(category)).map(([, range]) => range);
  const found: Nearest[] = rowsThatAgree(signsOf(vector, sketch.wordsEach), sketch, wanted).map((row) => ({ id: ids[row]!, score: cosine(vector, vectors[row]!) }));
  return found.sort((one, other) => other.score - one.score || one.id - other.id).slice(0, most).map(({ id }) => id);
}

/** Rows that differ in the fewest signs: counted once, then those up to the distance that lets enough in. */
function rowsThatAgree(asked: Int32Array, { bits, wordsEach }: SignSketch, ranges: readonly (readonly [number, number])[]): number[] {
  const rows = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
  const distances = new Uint16Array(rows);
  const counts = new Uint32Array(wordsEach * 32 + 1);
  let seen = 0;
  for (const [from, to] of ranges)
    for (let row = from, at = from * wordsEach; row < to; row++) {
      let distance = 0;
      for (let word = 0; word < wordsEach; word++) distance += countBits(bits[at++]! ^ asked[word]!);
      distances[seen++] = distance;
      counts[distance]!++;
    }
  let bound = 0;
  for (let within = counts[0]!; within < Math.min(comparedExactly, rows); within += counts[bound]!) bound++;
  const near: number[] = [];
  seen = 0;
  for (const [from, to] of ranges) for (let row = from; row < to; row++) if (distances[seen++]! <= bound) near.push(row);
  return near;
}

function signsOf(vector: Float32Array, wordsEach: number): Int32Array {
  const signs = new Int32Array(wordsEach);
  for (let at = 0; at < vector.length; at++) if (vector[at]! > 0) signs[at >> 5]! |= 1 << (at & 31);
  return signs;
}

function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
