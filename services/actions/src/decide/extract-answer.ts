import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import { wordsOf } from './words-of.js';

/** The sentences of a passage that answer, word for word. */
export interface Extract {
  readonly text: string;
  readonly passage: Passage;
}

/**
 * The one or two sentences that answer a question, from the passage that has the most to say about it. The order of the passages
 * counts as well: retrieval knows more than shared words.
 */
export function extractAnswer(question: string, passages: readonly Passage[]): Extract | null {
  const asked = wordsOf(question);
  const candidates = passages.flatMap((passage, rank) => {
    const sections = sectionsOf(passage);
    return sections.flatMap(({ heading, sentences }) =>
      sentences.map((sentence, index) => ({
        passage,
        sentences,
        index,
        score: scoreOf(asked, sentence, `${passage.title} ${passage.section} ${heading}`, index) - rank * 0.35,
      })),
    );
  });
  const [best] = candidates.sort((a, b) => b.score - a.score);
  if (!best) return null;
  const next = best.sentences[best.index + 1];
  const text = [best.sentences[best.index], next && next.length <= 220 ? next : undefined].filter(Boolean).join(' ');
  return { text, passage: best.passage };
}

function scoreOf(asked: ReadonlySet<string>, sentence: string, headings: string, index: number): number {
  const said = wordsOf(sentence);
  const heading = wordsOf(headings);
  let score = 0;
  for (const word of asked) score += (said.has(word) ? 1 : 0) + (heading.has(word) ? 0.5 : 0);
  // The first sentence under a heading says what it is about.
  return score / Math.sqrt(Math.max(1, asked.size)) + (index === 0 ? 0.3 : 0) - (said.size < 3 ? 0.5 : 0);
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
