import type { ClassifierModel } from './classifier-model.js';
import { embedText } from './embed-text.js';
import { extractFeatures } from './extract-features.js';

export interface Phrase {
  readonly text: string;
  readonly intent: string;
}

/** Phrases with their vectors, so that many messages can be compared with them. */
export interface PhraseIndex {
  readonly phrases: readonly Phrase[];
  readonly vectors: Float32Array;
}

const mostOfIntent = 3;

export function indexPhrases(model: ClassifierModel, phrases: readonly Phrase[]): PhraseIndex {
  const vectors = new Float32Array(phrases.length * model.dimensions);
  for (const [at, { text }] of phrases.entries()) vectors.set(vectorOf(model, text), at * model.dimensions);
  return { phrases, vectors };
}

/** The phrases most like a message, most alike first; not more than three of an intent, so that the next best intents are shown, too. */
export function similarPhrases(model: ClassifierModel, { phrases, vectors }: PhraseIndex, text: string, count: number): Phrase[] {
  const own = vectorOf(model, text);
  const likeness = Float64Array.from(phrases, (_, at) => dot(own, vectors, at * own.length));
  const order = Uint32Array.from(phrases.keys()).sort((a, b) => likeness[b]! - likeness[a]! || a - b);
  const taken = new Map<string, number>();
  const chosen: Phrase[] = [];
  for (const at of order) {
    if (chosen.length === count || likeness[at]! <= 0) break;
    const phrase = phrases[at]!;
    const already = taken.get(phrase.intent) ?? 0;
    if (already === mostOfIntent) continue;
    taken.set(phrase.intent, already + 1);
    chosen.push(phrase);
  }
  return chosen;
}

function dot(own: Float32Array, vectors: Float32Array, from: number): number {
  let sum = 0;
  for (let d = 0; d < own.length; d++) sum += own[d]! * vectors[from + d]!;
  return sum;
}

function vectorOf(model: ClassifierModel, text: string): Float32Array {
  return embedText(model, extractFeatures(text).stems);
}
