import type { Shop } from './shop.js';

type Numbering = Pick<Shop, 'orderNumberPattern'>;

/** Whether the whole text is an order number, with or without its `#`. */
export function isOrderNumber(text: string, shop: Numbering): boolean {
  return canonicalId(text.trim(), shop) !== undefined;
}

/**
 * The ids of the orders a text names, in order of appearance, each once, without `#`: what the shop is asked for.
 * Digits that belong to an amount, a phone, a card, a decimal or a postcode are not an order.
 */
export function findOrderNumbers(text: string, shop: Numbering): string[] {
  // `order#12345` begins at its #; otherwise a number never begins inside a word. `&#12345;` is a character, `/#12345` a link.
  const start = '(?:(?=#)(?<![#&/])|(?!#)(?<![\\p{L}\\p{N}_@#]))';
  const pattern = new RegExp(`${start}(?:${shop.orderNumberPattern})(?![\\p{L}\\p{N}_@])`, 'giu');
  const taken = [...text.matchAll(digitRun)].filter(([run]) => isPhoneOrCard(run)).map(({ 0: run, index }) => [index, index + run.length] as const);
  const found: string[] = [];
  for (const match of text.matchAll(pattern)) {
    const id = canonicalId(match[0], shop);
    const end = match.index + match[0].length;
    if (id === undefined || taken.some(([from, to]) => from <= match.index && end <= to)) continue;
    if (standsAlone(text, match.index, end)) found.push(id);
  }
  return [...new Set(found)];
}

/** A customer may type `w6067464` where the shop writes `W6067464`. */
function canonicalId(text: string, shop: Numbering): string | undefined {
  const whole = new RegExp(`^(?:${shop.orderNumberPattern})$`, 'u');
  const spelled = [text, text.toUpperCase()].find((form) => whole.test(form));
  return spelled?.replace(/^#/, '');
}

const gluedBefore = /(?:\d[.:-]|(?<!\d)\d{1,3},|[+$€£¥]\s?|\b(?:usd|eur|gbp|ext\.?)\s)$/iu;
const gluedAfter = /^(?:[.:-]\d|,\d{3}(?!\d)|\s?(?:%|usd\b|eur\b|gbp\b|euros?\b|dollars?\b|bucks\b))/iu;
const postcodeBefore = /[\p{Ll},]\s+(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\s+$/u;
const labelBefore = /\b(?:(?:zip|postal|post)[ -]?(?:code)?|(?:tele)?phone(?: number)?|(?:tel|fax|mobile)\.?|call(?: me| us)?(?: at| on)?)(?:\s+is)?\s*:?\s+$/iu;
const digitRun = /\+?\d(?:[ ()-]{0,2}\d){8,}/gu;

function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  return ![gluedBefore, postcodeBefore, labelBefore].some((mark) => mark.test(before)) && !gluedAfter.test(text.slice(end, end + 10));
}

/** Groups of digits that together are a phone number (`+49 30 12345678`, `030 12345678`) or pass a card's checksum. */
function isPhoneOrCard(run: string): boolean {
  const digits = run.replace(/\D/g, '');
  if (/^[+0]/.test(run)) return digits.length <= 15;
  return digits.length >= 13 && digits.length <= 19 && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
