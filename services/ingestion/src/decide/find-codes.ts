/** What stands where a code was typed. */
export const codePlaceholder = '[code]';

export interface TypedCode {
  start: number;
  end: number;
  /** Six digits. */
  digits: string;
}

// Not in a longer number, an amount, or after the # of an order; `123 456` and `123-456` are one code.
const sixDigits = /(?<![\p{L}\p{N}#$€£¥]|\d[.,:/-])\p{Nd}{3}[ -]?\p{Nd}{3}(?![\p{L}\p{N}]|[.,:/-]\p{Nd})/gu;

/** Every number in a text that could be a one-time code. */
export function findCodes(text: string): TypedCode[] {
  return [...text.matchAll(sixDigits)].map(({ 0: found, index }) => ({ start: index, end: index + found.length, digits: asciiDigits(found) }));
}

/** The text without these codes. */
export function hideCodes(text: string, codes: readonly TypedCode[]): string {
  return codes.toReversed().reduce((rest, { start, end }) => rest.slice(0, start) + codePlaceholder + rest.slice(end), text);
}

/** Digits of other scripts, such as full-width ones, count as what they are. */
function asciiDigits(text: string): string {
  return [...text.normalize('NFKC')].filter((digit) => /\d/.test(digit)).join('');
}
