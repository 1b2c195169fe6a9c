import type { PassageEntry, StoredPassage } from './passage-entry.js';
import { readWords } from './read-words.js';

export interface Vocabulary {
  /** Passages that say a word. */
  readonly documentFrequency: ReadonlyMap<string, number>;
  readonly passages: number;
  readonly averageLength: number;
}

/** Reads the words of a passage once, so that no search has to. */
export function toEntry(passage: StoredPassage): PassageEntry {
  const { id, documentId, title, section, category, version, updated, chunkIndex, text } = passage;
  const body = readWords(text);
  const stored = { id, documentId, title, section, category, version, updated, chunkIndex, text };
  return { ...stored, heading: countWords(readWords(section === title ? title : `${title} ${section}`)), body: countWords(body), length: body.length };
}

/** What is said how often in a knowledge base. */
export function collectWords(entries: readonly PassageEntry[]): Vocabulary {
  const documentFrequency = new Map<string, number>();
  for (const { heading, body } of entries)
    for (const word of new Set([...heading.keys(), ...body.keys()])) documentFrequency.set(word, (documentFrequency.get(word) ?? 0) + 1);
  const length = entries.reduce((sum, entry) => sum + entry.length, 0);
  return { documentFrequency, passages: entries.length, averageLength: length / Math.max(1, entries.length) };
}

/** How much a word tells: 0 for one that all passages say. A word that none says tells as much as the rarest. */
export function rarity(word: string, { documentFrequency, passages }: Vocabulary): number {
  const said = documentFrequency.get(word) ?? 0.5;
  return Math.log(1 + (passages - said + 0.5) / (said + 0.5));
}

function countWords(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
