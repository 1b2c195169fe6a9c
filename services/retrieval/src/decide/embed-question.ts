import { rarity, type Vocabulary } from './collect-words.js';
import { embedText } from './embed-text.js';
import { readWords } from './read-words.js';
import { nameMeanings } from './synonyms.js';

/** A question as a point among the passages. The root of a word's rarity is the weight that found most, measured with `evals/measure.ts`. */
export function embedQuestion(text: string, vocabulary: Vocabulary): Float32Array {
  return embedText(readWords(nameMeanings(text)), (word) => Math.sqrt(rarity(word, vocabulary)));
}
