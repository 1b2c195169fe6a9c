import type { PersonalKind } from './personal-span.js';

/** Two spellings of the same thing become one, so that they get the same token. */
export function normaliseValue(kind: PersonalKind, value: string): string {
  switch (kind) {
    case 'card':
    case 'ssn':
      return value.replace(/\D/g, '');
    case 'phone':
      return value.replace(/^\s*00/, '+').replace(/[^\d+x]/gi, '').toLowerCase();
    case 'iban':
      return value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
    case 'email':
      return value.replace(/\s?[[({<]?\s?\bat\b\s?[\])}>]?\s?/gi, '@').replace(/\s?[[({<]\s?(?:dot|\.)\s?[\])}>]\s?|\sdot\s/gi, '.').toLowerCase();
    case 'ip':
      return value.toLowerCase();
    case 'person':
    case 'address':
      return value.normalize('NFC').replace(/[\s,]+/g, ' ').trim().toLowerCase();
    default:
      return kind satisfies never;
  }
}
