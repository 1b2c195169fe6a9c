import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';

/** The same numbers in every run, 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

const sentencesEach = 4;
/** A made-up word stands for so many of a hundred. */
const madeUpShare = 0.25;
const madeUpWords = 30_000;

/** As many documents of one passage each as are asked for: sentences of real ones, with made-up words put in, a few of them often. */
export function madeUpKnowledge(count: number, sentences: readonly string[], titles: readonly string[]): KnowledgeDocument[] {
  const next = seeded(11);
  const words = Array.from({ length: madeUpWords }, (_, at) => madeUpWord(at));
  const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)]!;
  const disguise = (text: string) => text.replace(/[a-z]{4,}/g, (word) => (next() < madeUpShare ? words[Math.floor(madeUpWords * next() ** 3)]! : word));
  const categories = ['returns', 'shipping', 'billing', 'products', 'account', 'support'];
  return Array.from({ length: count }, (_, at) => ({
    path: `knowledge/made-up/${at}.md`,
    title: disguise(pick(titles)),
    category: categories[at % categories.length]!,
    updated: '2026-11-01',
    priority: 'medium' as const,
    body: Array.from({ length: sentencesEach }, () => disguise(pick(sentences))).join(' ').slice(0, 480),
    sha256: at.toString(16).padStart(64, '0'),
  }));
}

function madeUpWord(at: number): string {
  const syllables = ['ba', 'dor', 'fel', 'gim', 'hul', 'jas', 'kev', 'lom', 'mur', 'nis', 'pov', 'ral', 'sut', 'tav', 'vez', 'wog', 'zin', 'cra', 'blu', 'stre'];
  let word = '';
  for (let rest = at + 400; rest > 0; rest = Math.floor(rest / syllables.length)) word += syllables[rest % syllables.length];
  return word;
}
