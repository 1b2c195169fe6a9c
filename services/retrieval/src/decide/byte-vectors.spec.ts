import { expect, it } from 'vitest';
import { cosine } from './rank-passages.js';
import { nearestOfPacked, packVectors } from './byte-vectors.js';
import { byteMemory } from './sum-bytes.js';

/** The same numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32) * 2 - 1);
}

const next = numbers(7);
const unit = (vector: Float32Array) => vector.map((value) => value / Math.hypot(...vector));
const centres = Array.from({ length: 60 }, () => Float32Array.from({ length: 100 }, next));
const rows = Array.from({ length: 8_000 }, (_, id) => ({ id, category: `c${id % 3}`, vector: unit(centres[id % 60]!.map((value) => value + 0.8 * next())) }));
const packed = packVectors(rows);
const exact = (vector: Float32Array, categories: readonly string[]) =>
  rows.filter(({ category }) => categories.includes(category)).map((row) => ({ id: row.id, score: cosine(vector, row.vector) })).sort((one, other) => other.score - one.score).slice(0, 10).map(({ id }) => id);

it.each([[['c0', 'c1', 'c2']], [['c1']], [['c0', 'c2']]])('finds nearly all of the nearest ten in %j', (categories) => {
  let found = 0;
  for (let at = 0; at < 50; at++) {
    const asked = unit(centres[at]!.map((value) => value + 0.8 * next()));
    const near = nearestOfPacked(asked, packed, new Set(categories), 10);
    found += exact(asked, categories).filter((id) => near.includes(id)).length;
  }
  expect(found / 500).toBeGreaterThan(0.99);
});

it('finds all there are when few are there, and nothing in nothing', () => {
  const few = packVectors(rows.slice(0, 4));
  expect(nearestOfPacked(rows[2]!.vector, few, new Set(), 10)).toHaveLength(4);
  expect(nearestOfPacked(rows[2]!.vector, few, new Set(), 10)[0]).toBe(2);
  expect(nearestOfPacked(rows[2]!.vector, few, new Set(['nowhere']), 10)).toEqual([]);
  expect(nearestOfPacked(rows[2]!.vector, packVectors([]), new Set(), 10)).toEqual([]);
});

it('adds up bytes as a loop does', () => {
  const [width, count] = [32, 50];
  const memory = byteMemory(width * (count + 1) + 4 * count);
  const bytes = Int8Array.from({ length: width * (count + 1) }, () => Math.round(next() * 127));
  new Int8Array(memory.buffer).set(bytes);
  const sumsAt = width * (count + 1);
  memory.sum(0, width, sumsAt, width, sumsAt);
  const row = (at: number) => [...bytes.subarray(at * width, (at + 1) * width)];
  const asked = row(0);
  expect([...new Int32Array(memory.buffer, sumsAt, count)]).toEqual(Array.from({ length: count }, (_, at) => row(at + 1).reduce((sum, byte, n) => sum + byte * asked[n]!, 0)));
});
