import { wordsOf } from './words-of.js';

export interface SupportFault {
  readonly rule: 'unsupported' | 'contradicted';
  readonly found: string;
}

/** Said to be kind: neither true nor false. */
const courtesies = wordsOf('sorry apologies apologise inconvenience understand frustrating frustration glad happy welcome patience appreciate thanks further anything else');
const negation = /\b(?:not|no|never|none|nor|neither|without|cannot|unable|exclud\w+|except)\b|n['’]t\b/i;
/** So much of a sentence's telling words stands in one source. */
const enough = 0.6;
/** A sentence of the source that shares so much says the same thing, or its opposite. */
const sameMatter = 0.45;

/**
 * Whether a sentence of a draft stands in one of its sources (a passage, the results of tools, the shop's own words): half of its telling
 * words in a single one of them, and no denial that the source does not make. What the customer asked proves nothing. Null: it may stand.
 */
export function checkSupport(sentence: string, sources: readonly string[]): SupportFault | null {
  const found = sentence.slice(0, 60);
  const said = [...wordsOf(sentence)].filter((word) => !courtesies.has(word));
  if (said.length === 0) return null;
  const best = sources.map((source) => ({ source, covered: coverOf(said, source) })).sort((a, b) => b.covered - a.covered)[0];
  if (!best || best.covered < enough) return { rule: 'unsupported', found };
  return denies(sentence, said, best.source) ? { rule: 'contradicted', found } : null;
}

function coverOf(said: readonly string[], source: string): number {
  const known = wordsOf(source);
  return said.filter((word) => known.has(word)).length / said.length;
}

/** All sentences of the source about the same matter say yes where this one says no, or the other way round. */
function denies(sentence: string, said: readonly string[], source: string): boolean {
  const matter = sentencesOf(source).map((each) => ({ each, covered: coverOf(said, each) }));
  const most = Math.max(0, ...matter.map(({ covered }) => covered));
  if (most < sameMatter) return false;
  const isDenial = negation.test(sentence);
  return matter.filter(({ covered }) => covered >= most * 0.9).every(({ each }) => negation.test(each) !== isDenial);
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s+|\n+/).filter((sentence) => /\p{L}/u.test(sentence));
}
