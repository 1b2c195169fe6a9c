import type { PersonalValue } from './personal-texts.ts';

/** Somewhere that words may have ended up: a table, a topic, a file, the log. */
export interface Place {
  name: string;
  content: string;
}

export interface Leak {
  kind: string;
  value: string;
  place: string;
  around: string;
}

/** Every value that stands in the clear in a place: as it was written, as JSON writes it, or as its bare digits. */
export function findLeaks(values: readonly PersonalValue[], places: readonly Place[]): Leak[] {
  const wanted = new Map(values.flatMap(({ kind, value }) => spellings(kind, value).map((spelling) => [spelling, { kind, value }] as const)));
  return places.flatMap(({ name, content }) =>
    [...wanted].flatMap(([spelling, { kind, value }]) => {
      const at = content.indexOf(spelling);
      return at < 0 ? [] : [{ kind, value, place: name, around: content.slice(Math.max(0, at - 100), at + spelling.length + 60) }];
    }),
  );
}

function spellings(kind: string, value: string): string[] {
  const bare = value.replace(/[^\p{L}\p{N}]/gu, '');
  // Ten digits and more are nobody's by chance; fewer are found in ids and times.
  const isOwn = kind === 'card' || kind === 'iban' || (kind === 'phone' && bare.length >= 10);
  return [...new Set([value, JSON.stringify(value).slice(1, -1), ...(kind === 'email' ? [value.toLowerCase()] : []), ...(isOwn ? [bare] : [])])];
}
