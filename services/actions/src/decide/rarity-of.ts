import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';
import { sameMeaning } from './same-meaning.js';
import { wordsOf } from './words-of.js';

/** How much a word tells, 0 for one that every section says. */
export type Rarity = (word: string) => number;

const known = new WeakMap<readonly KnowledgeDocument[], Rarity>();

/** How much each word tells among the documents of a shop; a word that none of them says tells as much as the rarest. */
export function rarityOf(documents: readonly KnowledgeDocument[]): Rarity {
  const ready = known.get(documents);
  if (ready) return ready;
  const sections = documents.flatMap(({ title, body }) => body.split(/^#{2,6}\s+/m).map((section) => `${title} ${section}`));
  const counts = new Map<string, number>();
  for (const section of sections) for (const word of meaningsOf(section)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const rarity: Rarity = (word) => Math.log(1 + (sections.length + 0.5) / ((counts.get(word) ?? 0) + 0.5));
  known.set(documents, rarity);
  return rarity;
}

/** The telling words of a text, each as the one that stands for all with its meaning. */
export function meaningsOf(text: string): Set<string> {
  return new Set([...wordsOf(text)].map(sameMeaning));
}
