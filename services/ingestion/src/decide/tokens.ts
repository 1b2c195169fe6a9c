import type { PersonalKind } from './personal-span.js';

/** What stands for personal data: `<EMAIL_7f3a9c01b2>`; cards keep their last four, `<CARD_4242_7f3a9c01b2>`. */
export const tokenPattern = /<(?:CARD_\d{4}|EMAIL|PHONE|SSN|IBAN|IP|PERSON|ADDRESS)_[0-9a-f]{10}>/g;

/** @param digest at least ten hexadecimal digits */
export function tokenOf(kind: PersonalKind, normalised: string, digest: string): string {
  const lastFour = kind === 'card' ? `_${normalised.slice(-4).padStart(4, '0')}` : '';
  return `<${kind.toUpperCase()}${lastFour}_${digest.slice(0, 10)}>`;
}

export function tokensIn(text: string): string[] {
  return text.includes('<') ? [...new Set(text.match(tokenPattern) ?? [])] : [];
}

/** The same words in brackets that reveal nothing: for tokens that are not this conversation's own, such as a customer may type. */
export function escapeTokens(text: string, own: (token: string) => boolean): string {
  return text.includes('<') ? text.replace(tokenPattern, (token) => (own(token) ? token : `‹${token.slice(1, -1)}›`)) : text;
}

/** What people see of a card. */
export function maskCard(token: string): string {
  return `**** ${token.slice('<CARD_'.length, '<CARD_'.length + 4)}`;
}
