import { tokensIn } from './tokens.js';

const most = 3;

/** Tokens of the e-mail addresses that a code may go to: what tickets came with first, then what was typed, newest first. */
export function addressesOf(emails: readonly string[], texts: readonly string[]): string[] {
  const typed = texts.flatMap((text) => tokensIn(text)).filter((token) => token.startsWith('<EMAIL_'));
  return [...new Set([...emails.flatMap(tokensIn), ...typed])].slice(0, most);
}
