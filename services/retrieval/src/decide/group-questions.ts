import { readWords } from './read-words.js';

export interface QuestionGroup {
  /** The question that has most in common with the others. */
  readonly question: string;
  readonly count: number;
  readonly questions: readonly string[];
}

/** Shared words, as a share of the shorter question's, from which two questions are about the same. */
const alike = 0.5;

/** Puts questions about the same thing together, the most asked first. */
export function groupQuestions(questions: readonly string[]): QuestionGroup[] {
  const groups: { text: string; words: Set<string> }[][] = [];
  for (const text of questions) {
    const one = { text, words: new Set(readWords(text)) };
    const best = groups.map((group) => ({ group, nearness: mean(group.map(({ words }) => overlap(words, one.words))) })).sort((a, b) => b.nearness - a.nearness)[0];
    if (best && best.nearness >= alike) best.group.push(one);
    else groups.push([one]);
  }
  return groups
    .map((group) => ({ question: centre(group), count: group.length, questions: group.map(({ text }) => text) }))
    .sort((one, other) => other.count - one.count);
}

function centre(group: readonly { text: string; words: Set<string> }[]): string {
  const nearness = ({ words }: { words: Set<string> }) => mean(group.map((other) => overlap(words, other.words)));
  return group.toSorted((one, other) => nearness(other) - nearness(one) || one.text.length - other.text.length)[0]!.text;
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return one.size === other.size ? 1 : 0;
  const shared = [...one].filter((word) => other.has(word)).length;
  // One word in common says little between questions of many.
  return shared / Math.max(Math.min(one.size, other.size), Math.max(one.size, other.size) / 2);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
