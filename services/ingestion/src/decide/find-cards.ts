import { passesLuhn } from './passes-luhn.js';
import type { PersonalSpan } from './personal-span.js';

// Groups of digits with one space or dash between them, and nothing that makes them part of a longer word or number.
const run = /(?<![\p{L}\p{N}_.#])\d(?:[ -]?\d){11,60}(?![\p{L}\p{N}_])/gu;
const cardWord = /\b(?:card|cards|cc|credit|debit|visa|master ?card|maestro|amex|american express|discover|jcb)\b[^.?!\n]{0,30}$/i;
/** First digits that issuers use: Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay, Maestro. */
const issuer = /^(?:4|5[0-8]|6[0-9]|3[0-9]|2[2-7]|2131|1800)/;

/** Payment cards: 12 to 19 digits that pass the checksum, with or without separators. Order numbers are left alone. */
export function findCards(text: string, orderNumbers: ReadonlySet<string>): PersonalSpan[] {
  const found: PersonalSpan[] = [];
  for (const match of text.matchAll(run)) {
    const labelled = cardWord.test(text.slice(Math.max(0, match.index - 60), match.index));
    found.push(...cardsIn(match[0], match.index, labelled).filter(({ start, end }) => !orderNumbers.has(text.slice(start, end))));
  }
  return found;
}

/** Windows of whole groups, longest first: a figure may stand right beside the card. */
function cardsIn(digitsAndGaps: string, offset: number, labelled: boolean): PersonalSpan[] {
  const groups = [...digitsAndGaps.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({ digits, start: index, end: index + digits.length }));
  const found: PersonalSpan[] = [];
  for (let first = 0; first < groups.length; ) {
    const last = lastGroupOfCard(groups.slice(first), labelled);
    if (last < 0) first++;
    else {
      found.push({ start: offset + groups[first]!.start, end: offset + groups[first + last]!.end, type: 'card' });
      first += last + 1;
    }
  }
  return found;
}

function lastGroupOfCard(groups: readonly { digits: string }[], labelled: boolean): number {
  let digits = '';
  let best = -1;
  for (const [at, group] of groups.entries()) {
    digits += group.digits;
    if (digits.length > 19) break;
    if (isCard(digits, labelled)) best = at;
  }
  return best;
}

/** Twelve digits, or an unknown issuer, are a card only where the text says so: one number in ten passes the checksum by chance. */
function isCard(digits: string, labelled: boolean): boolean {
  if (digits.length < 12 || (digits.length === 12 && !labelled)) return false;
  return (labelled || issuer.test(digits)) && !/^(\d)\1+$/.test(digits) && passesLuhn(digits);
}
