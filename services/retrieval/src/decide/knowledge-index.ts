import { collectWords, toEntry, type Vocabulary } from './collect-words.js';
import type { PassageEntry, StoredPassage } from './passage-entry.js';

/** Everything that a search looks at, made once for an index version. */
export interface KnowledgeIndex {
  readonly version: string;
  readonly entries: ReadonlyMap<number, PassageEntry>;
  readonly vocabulary: Vocabulary;
  /** Word to the passages that say it. */
  readonly postings: ReadonlyMap<string, readonly PassageEntry[]>;
  readonly vectors: ReadonlyMap<number, Float32Array>;
  /** How near two passages are that have nothing to do with each other: 0 for vectors of words, up to 0.8 for those of some models. */
  readonly floor: number;
}

export type StoredVector = StoredPassage & { readonly vector: Float32Array; /** What a model made of it. */ readonly modelVector?: Float32Array | null };

export function buildIndex(version: string, passages: readonly StoredVector[]): KnowledgeIndex {
  const entries = passages.map(toEntry);
  const postings = new Map<string, PassageEntry[]>();
  for (const entry of entries)
    for (const word of new Set([...entry.heading.keys(), ...entry.body.keys()])) {
      const said = postings.get(word);
      if (said) said.push(entry);
      else postings.set(word, [entry]);
    }
  return {
    version,
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    vocabulary: collectWords(entries),
    postings,
    vectors: new Map(passages.map(({ id, vector }) => [id, vector])),
    floor: 0,
  };
}
