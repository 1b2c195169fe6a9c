import { readTokens } from './read-tokens.js'

/** The words of a text with one space between, lower-cased, without accents and punctuation: what word patterns are matched on. */
export function plainText(text: string): string {
  return readTokens(text).join(' ')
}
