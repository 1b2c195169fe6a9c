import { fileURLToPath } from 'node:url';
import type { CatalogueFile } from './catalogue.js';
import { readCatalogueFiles } from './read-catalogue-files.js';

/** Where the catalogue that comes with Deskhand is. */
export const shippedDir = fileURLToPath(new URL('../../../deploy/catalogue', import.meta.url));

const shipped = readCatalogueFiles(shippedDir);

/** Enough of it to be a whole catalogue, without most documents and phrases: for specifications that read it many times. */
export function leanFiles(): CatalogueFile[] {
  return shipped.filter(({ path }) => path.endsWith('.yaml') || path.startsWith('knowledge/returns/') || path === 'examples/other.jsonl');
}

/** The shipped catalogue's files, with one of them edited: `edit` must change it, or the specification proves nothing. */
export function shippedFiles(path?: string, edit: (text: string) => string | undefined = (text) => text): CatalogueFile[] {
  if (path === undefined) return shipped;
  const before = shipped.find((file) => file.path === path);
  if (!before) throw new Error(`the shipped catalogue has no ${path}`);
  const text = edit(before.text);
  if (text === before.text) throw new Error(`the edit of ${path} changed nothing`);
  const others = shipped.filter((file) => file !== before);
  return text === undefined ? others : [...others, { path, text }];
}
