/** What stands for personal data in tokenised texts. */
const tokenPattern = /<(?:(CARD)_(\d{4})|[A-Z]+)_[0-9a-f]{10}>/g;

/** Cards are shown by their last four and by nothing else. */
export function maskCards(text: string): string {
  return text.replace(tokenPattern, (token, card?: string, lastFour?: string) => (card ? `**** ${lastFour}` : token));
}

/** Every token in a text that may be revealed. */
export function tokensIn(text: string): string[] {
  return [...text.matchAll(tokenPattern)].filter(([, card]) => !card).map(([token]) => token);
}

/** Puts words back for tokens. */
export function replaceTokens(text: string, words: ReadonlyMap<string, string>): string {
  return text.replace(tokenPattern, (token) => words.get(token) ?? token);
}
