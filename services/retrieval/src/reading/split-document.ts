import type { RawDocument } from './raw-document.js';

/** The longest body that the desk takes, in UTF-16 units: with everything around it, it fits a request. */
export const longestBody = 60_000;

/** Cuts a document that is too long for one request before headings and blank lines; parts are called `id`, `id/2`, `id/3` … */
export function splitDocument(document: RawDocument, most: number = longestBody): RawDocument[] {
  const parts: string[] = [];
  let rest = document.body;
  while (rest.length > most) {
    const end = placeToCut(rest, most);
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  const bodies = [...parts, rest].filter(Boolean);
  return bodies.map((body, at) => ({ ...document, id: at === 0 ? document.id : `${document.id}/${at + 1}`, body }));
}

function placeToCut(text: string, most: number): number {
  const head = text.slice(0, most);
  const places = [head.lastIndexOf('\n## '), head.lastIndexOf('\n\n'), head.lastIndexOf('\n'), head.lastIndexOf(' ')];
  const place = places.find((each) => each > most / 2) ?? most;
  // Half a surrogate pair is no character.
  return /[\uD800-\uDBFF]/.test(text[place - 1]!) ? place - 1 : place;
}
