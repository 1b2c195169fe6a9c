import { readWords } from './read-words.js';

export const dimensions = 256;

/** What a word counts; every one the same where nothing is known about them. */
export type WordWeight = (word: string) => number;

/**
 * A text as a point of length 1 near texts that say similar things in similar words: each word and each run of three or four of its
 * letters is added at two places that its hash names. Needs no weights and no training, and depends on the text alone, so a stored
 * vector never grows old. A question may weigh its words by rarity: the product with a document is then as of weighted documents.
 */
export function embedText(words: readonly string[], weightOf: WordWeight = () => 1): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const [word, times] of count(words)) {
    const weight = (1 + Math.log(times)) * weightOf(word);
    add(vector, hash(word, wordSeed), weight);
    const letters = lettersOf(word);
    for (const run of letters) add(vector, hash(run, lettersSeed), (weight * lettersWeight) / Math.sqrt(letters.length));
  }
  return normalise(vector);
}

/** Title and heading count as if they were said twice. */
export function embedPassage({ title, section, text }: { title: string; section: string; text: string }): Float32Array {
  const heading = readWords(section === title ? title : `${title} ${section}`);
  return embedText([...heading, ...heading, ...readWords(text)]);
}

const lettersWeight = 1;
const wordSeed = 0x51ed270b;
const lettersSeed = 0x2545f491;

function count(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function lettersOf(word: string): string[] {
  const padded = `^${word}$`;
  const runs: string[] = [];
  for (const length of [3, 4]) for (let at = 0; at + length <= padded.length; at++) runs.push(padded.slice(at, at + length));
  return runs;
}

/** Two places with signs of their own: where two features meet at one, they differ at the other. */
function add(vector: Float32Array, hashed: number, weight: number): void {
  vector[hashed & 0xff]! += (hashed & 0x100 ? weight : -weight);
  vector[(hashed >>> 10) & 0xff]! += (hashed & 0x40000 ? weight : -weight);
}

function hash(text: string, seed: number): number {
  let hashed = seed | 0;
  for (let at = 0; at < text.length; at++) hashed = Math.imul(hashed ^ text.charCodeAt(at), 0x01000193);
  hashed = Math.imul(hashed ^ (hashed >>> 16), 0x85ebca6b);
  hashed = Math.imul(hashed ^ (hashed >>> 13), 0xc2b2ae35);
  return (hashed ^ (hashed >>> 16)) >>> 0;
}

function normalise(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  if (length > 0) for (let at = 0; at < vector.length; at++) vector[at]! /= length;
  return vector;
}
