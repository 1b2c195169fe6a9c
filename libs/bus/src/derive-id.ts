import { hash } from 'node:crypto';

/** The same parts give the same id, in the form of a uuid (version 8, RFC 9562). */
export function deriveId(...parts: (string | number)[]): string {
  // Lengths keep ('ab', 'c') apart from ('a', 'bc').
  const text = parts.map((part) => `${String(part).length}:${part}`).join('');
  const hex = hash('sha256', text);
  const variant = '89ab'[parseInt(hex[16]!, 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
