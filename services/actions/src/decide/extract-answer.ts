import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import { answerKinds } from './answer-kinds.js';
import { askedAttribute } from './asked-attribute.js';
import { nameMeanings } from './name-meanings.js';
import { meaningsOf, type Rarity } from './rarity-of.js';

/** The sentences of a passage that answer, word for word. */
export interface Extract {
  readonly text: string;
  readonly passage: Passage;
  /** How much of what the question tells stands in the sentence or its headings, 0-1. */
  readonly covered: number;
}

/** What a word counts by where it stands. What the whole document is about goes for each of its sentences and tells them not apart. */
const places = { title: 0.9, own: 1, heading: 0.8 };
/** The thing asked for tells more than what it is asked of: the warranty of the tent. */
const attributeCounts = 1.8;
/** A passage that scores so much less than the best one does not answer in its place, however many of the words it repeats. */
const nearBest = 0.1;
const wholeSection = 260;
const longestNext = 220;

/**
 * The one or two sentences that answer a question, from the passage that has the most to say about it. The score of the passages counts
 * as well: retrieval knows more than shared words.
 */
export function extractAnswer(question: string, passages: readonly Passage[], rarity: Rarity): Extract | null {
  const asked = weigh(question, rarity);
  if ([...asked.keys()].every((word) => tellsNothing.has(word))) return null;
  const kinds = answerKinds(question);
  const most = Math.max(...passages.map(({ score }) => score));
  const near = passages.filter(({ score }) => score >= most - nearBest);
  const candidates = near.flatMap((passage, rank) =>
    sectionsOf(passage).flatMap(({ heading, sentences }, section) =>
      sentences.map((sentence, index) => {
        const covered = coverage(asked, sentence, heading, passage.title);
        const kind = kinds.filter(({ inAnswer }) => inAnswer.test(sentence)).length * 0.15;
        const place = (index === 0 ? 0.06 : 0) + (section <= 1 ? 0.03 : 0);
        const aside = 0.15 * asideOf(asked, heading, passage.title);
        return { passage, sentences, index, covered, score: covered + kind + place - aside + 0.5 * passage.score - 0.04 * rank };
      }),
    ),
  );
  const [best] = candidates.sort((a, b) => b.score - a.score);
  return best ? { text: aroundOf(best.sentences, best.index), passage: best.passage, covered: best.covered } : null;
}

/** How much of a section's own heading the question does not name, 0-1: Canada, for "how long does shipping take". */
function asideOf(asked: ReadonlyMap<string, number>, heading: string, title: string): number {
  const inTitle = meaningsOf(title);
  const own = heading === title ? [] : [...meaningsOf(heading)].filter((word) => !inTitle.has(word));
  return own.length > 0 ? own.filter((word) => !asked.has(word)).length / own.length : 0;
}

/** A short section whole, of a longer one the sentence and the one after it. */
function aroundOf(sentences: readonly string[], index: number): string {
  const whole = sentences.join(' ');
  if (whole.length <= wholeSection) return whole;
  const next = sentences[index + 1];
  return [sentences[index], next && next.length <= longestNext ? next : undefined].filter(Boolean).join(' ');
}

/** Words that every shop is full of: "what are all your products?" is answered by no sentence about one. */
const tellsNothing = meaningsOf('product products item items thing things all everything sell buy have offer shop available new good best get receive');

function weigh(question: string, rarity: Rarity): Map<string, number> {
  const attribute = meaningsOf(askedAttribute(question));
  const words = [...meaningsOf(nameMeanings(question))].filter((word) => !/^\d{4,}$/.test(word));
  return new Map(words.map((word) => [word, rarity(word) * (attribute.has(word) ? attributeCounts : 1)]));
}

function coverage(asked: ReadonlyMap<string, number>, sentence: string, heading: string, title: string): number {
  const own = meaningsOf(sentence);
  const inHeading = meaningsOf(heading === title ? '' : heading);
  const inTitle = meaningsOf(title);
  let found = 0;
  let most = 0;
  for (const [word, weight] of asked) {
    most += weight;
    const isNear = own.has(word) || inHeading.has(word);
    found += weight * (inTitle.has(word) ? (isNear ? places.own : places.title) : own.has(word) ? places.own : isNear ? places.heading : 0);
  }
  return most > 0 ? found / most : 0;
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
