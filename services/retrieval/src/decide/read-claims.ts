import { readWords } from './read-words.js';

/** A sentence that says a figure of something. */
export interface Claim {
  readonly documentId: string;
  readonly sentence: string;
  readonly unit: string;
  readonly values: ReadonlySet<number>;
  /** What it is said of: the words of the sentence, its heading and its title, figures and units left out. */
  readonly words: ReadonlySet<string>;
}

const units: readonly (readonly [unit: string, pattern: string, factor: number])[] = [
  ['time', '(?:business |working |calendar )?days?', 24], ['time', 'weeks?', 168], ['time', 'hours?|hrs?', 1], ['time', 'minutes?|mins?', 1 / 60],
  ['time', 'months?', 720], ['time', 'years?', 8_760], ['percent', '%|per ?cent', 1], ['points', 'points?', 1], ['weight', 'kg|kilograms?', 1_000], ['weight', 'g|grams?', 1],
  ['length', 'cm', 1], ['length', 'm|met(?:er|re)s?', 100], ['pieces', 'items?|pieces?|codes?|times', 1],
];

const small: Readonly<Record<string, string>> = {
  one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10', twelve: '12', fourteen: '14', thirty: '30', sixty: '60', ninety: '90',
};
const spelled = new RegExp(`\\b(${Object.keys(small).join('|')})\\b`, 'gi');
const money = /[$€£]\s?(\d[\d,]*(?:\.\d+)?)/g;
const figure = /\d[\d,]*(?:\.\d+)?/g;

/** The figures that a document states, sentence by sentence and unit by unit. */
export function readClaims({ id, title, body }: { id: string; title: string; body: string }): Claim[] {
  let heading = '';
  const claims: Claim[] = [];
  for (const line of body.split('\n')) {
    const [, words] = /^#{1,6}\s+(.*)$/.exec(line) ?? [];
    if (words !== undefined) heading = words;
    else for (const sentence of line.split(/(?<=[.!?;])\s+/)) claims.push(...claimsOf(id, sentence, `${title} ${heading}`));
  }
  return claims;
}

function claimsOf(documentId: string, sentence: string, about: string): Claim[] {
  const text = sentence.replace(spelled, (word) => small[word.toLowerCase()]!);
  const values = new Map<string, Set<number>>();
  const note = (unit: string, value: number) => values.set(unit, (values.get(unit) ?? new Set()).add(value));
  for (const [, amount] of text.matchAll(money)) note('money', numberOf(amount!));
  for (const [unit, pattern, factor] of units)
    for (const [, span] of text.matchAll(new RegExp(`((?:\\d[\\d,]*(?:\\.\\d+)?\\s?(?:-|–|to)\\s?)?\\d[\\d,]*(?:\\.\\d+)?)[\\s-]?(?:${pattern})(?!\\p{L})`, 'giu')))
      for (const [each] of span!.matchAll(figure)) note(unit, numberOf(each) * factor);
  if (values.size === 0) return [];
  const words = new Set(readWords(`${about} ${text.replace(/[$€£]?\d[\d,.]*/g, ' ')}`).filter((word) => !unitWords.has(word)));
  return [...values].map(([unit, said]) => ({ documentId, sentence: sentence.trim(), unit, values: said, words }));
}

const unitWords = new Set(readWords('day days business working calendar week hour minute month year percent point kg gram cm metre item piece code'));

function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''));
}
