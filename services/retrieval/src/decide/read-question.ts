import { rarity, type Vocabulary } from './collect-words.js';
import { nearestWord } from './nearest-word.js';
import { readWords } from './read-words.js';
import { alternativesOf, nameMeanings } from './synonyms.js';

/** One thing that a question asks for, in the words that passages may use for it. */
export interface Term {
  readonly word: string;
  /** How much it tells. */
  readonly weight: number;
  /** Word to how well it stands for the term, 0-1; known words only. */
  readonly forms: ReadonlyMap<string, number>;
}

const synonymFit = 0.6;
const misspeltFit = 0.8;
/** The point of a long message is made early. */
const mostTerms = 40;

/** What a question asks for. Terms that the knowledge base never mentions stay in it, without forms: they count against every passage. */
export function readQuestion(text: string, vocabulary: Vocabulary): Term[] {
  const words = [...new Set(readWords(nameMeanings(text)))].slice(0, mostTerms);
  return words.map((word) => {
    const forms = formsOf(word, vocabulary);
    // A term is as rare as its most frequent good form: "parcel" is as common as "package" where the shop says package.
    const weights = [...forms.keys()].map((form) => rarity(form, vocabulary));
    return { word, weight: weights.length > 0 ? Math.min(...weights) : rarity(word, vocabulary), forms };
  });
}

function formsOf(word: string, { documentFrequency }: Vocabulary): Map<string, number> {
  const known = (form: string) => documentFrequency.has(form);
  const forms = new Map<string, number>();
  if (known(word)) forms.set(word, 1);
  for (const other of alternativesOf(word)) if (known(other)) forms.set(other, synonymFit);
  if (forms.size > 0) return forms;
  const meant = nearestWord(word, documentFrequency);
  if (meant) forms.set(meant, misspeltFit);
  return forms;
}
