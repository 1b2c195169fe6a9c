import type { PassageEntry } from '../decide/passage-entry.js';

/** A passage as Postgres' `tsvector` in its text form: title and heading weigh A, the body B. Words are stems already. */
export function toSearchVector({ heading, body }: Pick<PassageEntry, 'heading' | 'body'>): string {
  const positions = new Map<string, string[]>();
  let at = 0;
  for (const [words, weight] of [[heading, 'A'], [body, 'B']] as const)
    for (const [word, times] of words)
      for (let n = 0; n < times; n++) positions.set(word, [...(positions.get(word) ?? []), `${++at}${weight}`]);
  return [...positions].map(([word, places]) => `'${word.replaceAll("'", "''")}':${places.slice(0, mostPositions).join(',')}`).join(' ');
}

/** Postgres keeps no more of one word. */
const mostPositions = 255;
