import { isGeneralQuestion } from './is-general-question.js';

/** Where one question ends and the next begins: a sentence, or "and how long does it take?". */
const breaks = /(?<=[.?!])\s+|\n+|,?\s+(?:and|also|plus)\s+(?=(?:also\s+)?(?:how|what|when|where|which|do|does|can|could|is|are)\b)/i;
const atMost = 3;

/** The questions of a message that asks several things about how the shop does things, and nothing else; empty where it is not so. */
export function questionsOf(text: string): string[] {
  const sentences = text
    .split(breaks)
    .map((sentence) => sentence.replace(/^(?:and|also|plus)\s+/i, '').trim())
    .filter((sentence) => /\p{L}{2}.*\s.*\p{L}/u.test(sentence));
  const questions = sentences.filter((sentence) => isGeneralQuestion(sentence, false));
  return questions.length > 1 && questions.length === sentences.length ? questions.slice(0, atMost) : [];
}
