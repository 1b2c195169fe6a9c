import { spanOf, type PersonalSpan } from './personal-span.js';

const kind =
  'street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|terrace|ter|square|sq|parkway|pkwy|circle|cir|close|crescent|highway|hwy|trail|alley|row|grove|gardens|rapids|walk';
const capital = String.raw`(?:\p{Lu}[\p{L}'.-]*|\d{1,3}(?:st|nd|rd|th))`;
const anyWord = String.raw`(?:\p{L}[\p{L}'.-]*|\d{1,3}(?:st|nd|rd|th))`;
const number = String.raw`(?<![\p{L}\p{N}_#$€£.,-])\d{1,6}[a-z]?`;
const flat = String.raw`(?:,?\s+(?:apt|apartment|suite|ste|unit|flat|floor|room|#)\.?\s?#?\w{1,6})?`;
const place = String.raw`(?:,\s*${capital}(?:\s${capital}){0,3})?(?:,?\s+\p{Lu}{2}(?![\p{L}])(?:\s+\d{5}(?:-\d{4})?)?|,?\s+\d{5}(?:-\d{4})?)?`;
const box = String.raw`(?:,?\s*(?:P\.?\s?O\.?\s?)Box\s\d{1,6})`;

// Capitals mark a name ("123 Main Street"); in small letters only what says that it is an address ("ship it to 123 main street").
const capitalised = new RegExp(`${number}\\s+(?:${capital}\\s+){1,4}(?:${inAnyCase(kind)})\\b\\.?${inAnyCase(flat)}${place}`, 'dgu');
const introduced = new RegExp(
  `\\b(?:address(?:\\s+(?:is|to|should be))?|(?:ship|send|deliver|sent|shipped|delivered|move|moved)(?:\\s+(?:it|this|that|them))?\\s+to|live at|living at)\\s*:?\\s*(\\d{1,6}[a-z]?\\s+(?:${anyWord}\\s+){1,4}(?:${kind})\\b\\.?${flat}(?:,\\s*${anyWord}(?:\\s${anyWord}){0,2})?(?:,?\\s+[a-z]{2}(?:\\s+\\d{5}(?:-\\d{4})?)|,?\\s+\\d{5})?)`,
  'dgiu',
);
const postBox = new RegExp(`(?<![\\p{L}\\p{N}])${box.slice('(?:,?\\s*'.length, -1)}${place}`, 'dgu');

const duration = /^\d+\s(?:days?|hours?|minutes?|weeks?|months?|years?|times?|items?)\b/i;
const orderBefore = /\border(?:\s+(?:number|no\.?|id))?\s*#?\s*$/i;

/** Street addresses of high certainty: a number, a street and what follows of flat, town, state and ZIP code. */
export function findAddresses(text: string): PersonalSpan[] {
  const found = [...text.matchAll(capitalised), ...text.matchAll(postBox)]
    .filter(({ 0: match, index }) => !duration.test(match) && !orderBefore.test(text.slice(Math.max(0, index - 20), index)))
    .map((match) => spanOf(match, 'address'));
  for (const match of text.matchAll(introduced)) found.push(spanOf(match, 'address', 1));
  return found;
}

/** The words of one alternative of a case-sensitive expression, in both spellings. */
function inAnyCase(source: string): string {
  return source.replace(/(?<![\\pLu{])\b[a-z]{2,}\b/g, (word) => `[${word[0]!.toUpperCase()}${word[0]}]${word.slice(1)}`);
}
