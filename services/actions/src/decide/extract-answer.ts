import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import { wordsOf } from './words-of.js';

/** The sentences of a passage that answer, word for word. */
export interface Extract {
  readonly text: string;
  readonly passage: Passage;
  /** How many telling words of the question stand in the sentence or its headings. */
  readonly hits: number;
}

/**
 * The one or two sentences that answer a question, from the passage that has the most to say about it. The order of the passages
 * counts as well: retrieval knows more than shared words.
 */
export function extractAnswer(question: string, passages: readonly Passage[]): Extract | null {
  const asked = wordsOf(question);
  const wantsSteps = howTo.test(question);
  const candidates = passages.flatMap((passage, rank) =>
    sectionsOf(passage).flatMap(({ heading, sentences }, section) =>
      sentences.map((sentence, index) => {
        const { score, hits } = scoreOf(asked, sentence, passage.title, heading);
        const steps = wantsSteps && imperative.test(sentence) ? 0.4 : 0;
        return { passage, sentences, index, hits, score: score + steps + placeBonus(section, index) - rank * 0.35 };
      }),
    ),
  );
  const [best] = candidates.sort((a, b) => b.score - a.score);
  if (!best) return null;
  const next = best.sentences[best.index + 1];
  const text = [best.sentences[best.index], next && next.length <= 220 ? next : undefined].filter(Boolean).join(' ');
  return { text, passage: best.passage, hits: best.hits };
}

const howTo = /\bhow (?:do|can|could|would|should|to)\b/i;
const imperative = /^(?:To \w+[^,]*, )?(?:open|choose|go|select|send|click|use|enter|write|sign|tell|ask|reply|follow|wash|clean|pack|visit|contact)\b/i;

function scoreOf(asked: ReadonlySet<string>, sentence: string, title: string, heading: string): { score: number; hits: number } {
  const said = wordsOf(sentence);
  const inTitle = wordsOf(title);
  const inHeading = wordsOf(heading);
  let score = 0;
  let hits = 0;
  for (const word of asked) {
    if (!said.has(word) && !inTitle.has(word) && !inHeading.has(word)) continue;
    hits += 1;
    // What the whole document is about tells its sentences apart less than what only this one says.
    const own = said.has(word) ? (inTitle.has(word) ? 0.5 : 1) : 0;
    score += own + (inTitle.has(word) ? 0.6 : 0) + (inHeading.has(word) && !inTitle.has(word) ? 0.6 : 0);
  }
  return { score: score / Math.sqrt(Math.max(1, asked.size)) - (said.size < 3 ? 0.5 : 0), hits };
}

/** The first sentence says what a section is about, and the first section what the document is about. */
function placeBonus(section: number, index: number): number {
  return (index === 0 ? 0.3 : 0) + (section <= 1 ? 0.15 : 0);
}

function sectionsOf(passage: Passage): { heading: string; sentences: string[] }[] {
  const blocks = passage.text.split(/^#{1,6}\s+/m);
  const startsMidway = !/^\s*#/.test(passage.text);
  return blocks.map((block, index) => {
    const isHeaded = index > 0;
    const [heading = '', ...lines] = isHeaded ? block.split('\n') : ['', block];
    const sentences = sentencesOf(lines.join('\n'));
    // A passage cut out of its document may begin in the middle of a sentence.
    const broken = index === 0 && startsMidway && /^[\p{Ll}\d,;)]/u.test(sentences[0] ?? '');
    return { heading, sentences: broken ? sentences.slice(1) : sentences };
  });
}

function sentencesOf(text: string): string[] {
  return text
    .split(/\n\s*(?:[-*]|\d+\.)\s+|\n\s*\n|\n(?=\|)/)
    .flatMap((paragraph) => paragraph.replace(/\s+/g, ' ').replace(/\*\*|__|`/g, '').trim().split(/(?<=[.!?]["”)]?)\s+(?=[\p{Lu}"“(\d])/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[.!?:]["”)]?$/.test(sentence) && sentence.length >= 12);
}
