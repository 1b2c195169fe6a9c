import { spanOf, type PersonalSpan } from './personal-span.js';

const local = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}._%+'-]{0,62}[\p{L}\p{N}_+-])?`;
const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?`;
const notInWord = String.raw`(?<![\p{L}\p{N}._%+-])`;
const written = new RegExp(`${notInWord}${local}@${label}(?:\\.${label}){1,8}(?![\\p{L}\\p{N}])`, 'dgu');

// `jane dot doe at example dot com`, `jane (at) example.com`: a bracketed at, or a dot in words, tells it from "meet me at noon".
const word = String.raw`[\p{L}\p{N}_+-]{1,64}`;
const bracketedAt = String.raw`\s?[\[({<]\s?(?:at|@)\s?[\])}>]\s?`;
const bracketedDot = String.raw`\s?[\[({<]\s?(?:dot|\.)\s?[\])}>]\s?`;
const anyDot = String.raw`(?:\.|${bracketedDot}|\sdot\s)`;
const spelledDot = String.raw`(?:${bracketedDot}|\sdot\s)`;
const bracketed = new RegExp(`${notInWord}${word}(?:${anyDot}${word}){0,4}${bracketedAt}${word}(?:${anyDot}${word}){1,4}(?![\\p{L}\\p{N}])`, 'dgiu');
const spelled = new RegExp(`${notInWord}${word}(?:${anyDot}${word}){0,4}\\sat\\s${word}(?:${spelledDot}${word}){1,4}(?![\\p{L}\\p{N}])`, 'dgiu');

/** E-mail addresses as they are typed, and with "at" and "dot" in words. */
export function findEmails(text: string): PersonalSpan[] {
  const found = text.includes('@') ? [...text.matchAll(written)] : [];
  if (/\bat\b|[[({<]\s?@/i.test(text)) found.push(...text.matchAll(bracketed), ...text.matchAll(spelled));
  return found.map((match) => spanOf(match, 'email'));
}
