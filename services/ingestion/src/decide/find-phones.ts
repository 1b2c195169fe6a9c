import type { PersonalSpan } from './personal-span.js';

// Groups of two or more digits; between them one separator, or brackets around a group; perhaps an extension.
const gap = String.raw`[ \u00a0.\-/\u2010-\u2015]`;
const candidate = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.,#$€£¥:/-])(?:\+\s?|00)?\(?\d{1,12}(?:(?:${gap}?\(\d{1,5}\)${gap}?|${gap}\(?|\)${gap}?)\d{1,12}){0,7}(?:\s?(?:x|ext\.?|extension)\s?\d{1,6})?(?![\p{L}\p{N}_@]|[.,:/-]\d|\s?[%€£¥])`,
  'giu',
);
const phoneWord =
  /\b(?:phones?|telephone|tel|mobile|cell|cellphone|fax|desk|call|calls|called|calling|ring|dial|text|texts|sms|whats ?app|reach|contact|messages to|answering at|registered|number(?: is|:))\b[^.?!\n]{0,25}[:\s(]*$/i;
const notPhoneWord = /\b(?:order|orders|tracking|track|invoice|reference|ref|item|items|sku|product|model|serial|code|zip|postcode|postal|ticket|case|account|isbn|between|from|licen[cs]e|passport|size|sizes|price|prices)\b[\s:#.]*(?:(?:number|no\.?|id|code)\s*)?(?:is)?[\s:#]*$/i;
const papers = /(?:licen[cs]e|passport)(?: number| no\.?)?(?: is)?\s*:?\s*$/i;
const unitAfter = /^\s?(?:usd|eur|gbp|dollars?|euros?|bucks|days?|weeks?|months?|years?|hours?|minutes?|items?|pieces?|pcs|cm|mm|kg|lbs?|inch(?:es)?|x\s?\d)\b/i;

/** Phone numbers, international and national. Order numbers, dates, amounts and references are none. */
export function findPhones(text: string, orderNumbers: ReadonlySet<string>): PersonalSpan[] {
  const found: PersonalSpan[] = [];
  for (const { 0: matched, index } of text.matchAll(candidate)) {
    const before = text.slice(Math.max(0, index - 45), index);
    const written = matched.startsWith('(') && !matched.includes(')') ? matched.slice(1) : matched;
    const start = index + matched.length - written.length;
    if (isPhone(written, before, text.slice(start + written.length, start + written.length + 12), orderNumbers))
      found.push({ start, end: start + written.length, type: 'phone' });
  }
  return found;
}

function isPhone(written: string, before: string, after: string, orderNumbers: ReadonlySet<string>): boolean {
  const number = written.replace(/\s?(?:x|ext\.?|extension)\s?\d{1,6}$/i, '');
  const digits = number.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 15 || isDate(number) || unitAfter.test(after)) return false;
  const labelled = phoneWord.test(before) && !papers.test(before);
  if (!labelled && notPhoneWord.test(before)) return false;
  const marked = /^(?:\+|00|\()/.test(number);
  const groups = number.match(/\d+/g)!;
  if (groups.some((group) => orderNumbers.has(group)) && !labelled && !marked && !digits.startsWith('0')) return false;
  if (labelled) return true;
  if (/^(?:\+|001)/.test(number)) return digits.length >= 8;
  return groups.length === 1 ? /^0\d{9,10}$/.test(number) : isGrouped(groups, digits, marked);
}

/** Without a word that says so, only a shape that amounts, sizes and lists of numbers do not have. */
function isGrouped(groups: readonly string[], digits: string, marked: boolean): boolean {
  if (digits.startsWith('0') && digits.length >= 9) return groups.every((group) => group.length >= 2);
  if (/^[2-9]\d{2}[2-9]\d{6}$/.test(digits) && groups.join('-').match(/^\d{3}-\d{3}-\d{4}$/)) return true;
  if (marked && digits.length >= 8) return true;
  if (groups.every((group) => group.length === 2 || Number(group) % 50 === 0)) return false;
  return groups.length >= 3 && digits.length >= 8 && digits.length <= 12 && groups.every((group) => group.length >= 2 && group.length <= 4);
}

function isDate(number: string): boolean {
  const [first = '', second = '', third = '', ...rest] = number.match(/\d+/g) ?? [];
  if (rest.length > 0 && !/^\d{4}/.test(first)) return false;
  const isDay = (part: string) => part.length <= 2 && Number(part) >= 1 && Number(part) <= 31;
  const isYear = (part: string) => /^(?:19|20)\d\d$/.test(part);
  if (isYear(first) && isDay(second) && (third === '' || isDay(third))) return true;
  return (isDay(first) && isDay(second) && isYear(third) && /[./ -]/.test(number)) || (isYear(first) && isYear(second) && third === '');
}
