import { cosine, type Nearest } from './rank-passages.js';
import { byteMemory, type ByteMemory } from './sum-bytes.js';

/** Vectors in bytes, side by side in memory, so that a hundred thousand are looked at in a few milliseconds. */
export interface ByteVectors {
  readonly vectors: readonly Float32Array[];
  readonly ids: readonly number[];
  /** First and past-last row of each category: rows of one stand together. */
  readonly ranges: ReadonlyMap<string, readonly [from: number, to: number]>;
  /** What a byte of each row stands for. */
  readonly steps: Float32Array;
  readonly width: number;
  readonly memory: ByteMemory;
  /** Written anew by each search: what is allocated for a hundred thousand rows has to be collected again. */
  readonly scores: Float32Array;
}

/** How many of the nearest by bytes are compared exactly: bytes are about a hundredth off. */
const comparedExactly = 200;

export function packVectors(rows: readonly { id: number; category: string; vector: Float32Array }[]): ByteVectors {
  const sorted = [...rows].sort((one, other) => (one.category < other.category ? -1 : one.category > other.category ? 1 : one.id - other.id));
  const width = Math.ceil((sorted[0]?.vector.length ?? 1) / 16) * 16;
  // The question first, then the rows, then a sum for each of them.
  const memory = byteMemory(width + sorted.length * (width + 4));
  const bytes = new Int8Array(memory.buffer);
  const steps = Float32Array.from(sorted, ({ vector }, row) => writeBytes(vector, bytes, (row + 1) * width));
  const ranges = new Map<string, [number, number]>();
  sorted.forEach(({ category }, row) => {
    const range = ranges.get(category);
    if (range) range[1] = row + 1;
    else ranges.set(category, [row, row + 1]);
  });
  return { vectors: sorted.map(({ vector }) => vector), ids: sorted.map(({ id }) => id), ranges, steps, width, memory, scores: new Float32Array(sorted.length) };
}

/** Almost always the same ids as by comparing exactly with all, nearest first. No category: all of them. */
export function nearestOfPacked(vector: Float32Array, packed: ByteVectors, categories: ReadonlySet<string>, most: number): number[] {
  const { ids, vectors, ranges } = packed;
  const wanted = [...ranges].filter(([category]) => categories.size === 0 || categories.has(category)).map(([, range]) => range);
  const found: Nearest[] = nearestRows(vector, packed, wanted).map((row) => ({ id: ids[row]!, score: cosine(vector, vectors[row]!) }));
  return found.sort((one, other) => other.score - one.score || one.id - other.id).slice(0, most).map(({ id }) => id);
}

function nearestRows(vector: Float32Array, { steps, width, memory, scores, ids }: ByteVectors, ranges: readonly (readonly [number, number])[]): number[] {
  writeBytes(vector, new Int8Array(memory.buffer), 0);
  const sumsAt = (ids.length + 1) * width;
  const sums = new Int32Array(memory.buffer, sumsAt, ids.length);
  for (const [from, to] of ranges) memory.sum(0, (from + 1) * width, (to + 1) * width, width, sumsAt + 4 * from);
  let highest = 0;
  for (const [from, to] of ranges)
    for (let row = from; row < to; row++) {
      const score = sums[row]! * steps[row]!;
      scores[row] = score;
      if (score > highest) highest = score;
    }
  const bound = boundOf(scores, highest, ranges);
  const near: number[] = [];
  for (const [from, to] of ranges) for (let row = from; row < to; row++) if (scores[row]! >= bound) near.push(row);
  return near;
}

const buckets = 2_048;

/** From which score on there are just enough rows to compare exactly. */
function boundOf(scores: Float32Array, highest: number, ranges: readonly (readonly [number, number])[]): number {
  if (highest === 0) return 0;
  const counts = new Uint32Array(buckets + 1);
  const scale = buckets / highest;
  for (const [from, to] of ranges) for (let row = from; row < to; row++) if (scores[row]! > 0) counts[(scores[row]! * scale) | 0]!++;
  let bucket = buckets;
  for (let within = counts[bucket]!; within < comparedExactly && bucket > 0; ) within += counts[--bucket]!;
  return bucket === 0 ? -Infinity : bucket / scale;
}

/** Answers what one step stands for. */
function writeBytes(vector: Float32Array, bytes: Int8Array, from: number): number {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 0;
  for (let at = 0; at < vector.length; at++) bytes[from + at] = Math.round((vector[at]! / largest) * 127);
  return largest / 127;
}
