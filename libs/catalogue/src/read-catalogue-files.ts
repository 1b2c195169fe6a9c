import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueFile } from './catalogue.js';
import { CatalogueError } from './catalogue-error.js';

const folders = ['intents', 'specialists', 'policies', 'prompts', 'examples', 'knowledge'];

/** Reads the files of a catalogue folder, sorted by path. Hidden files and anything beside the known folders are left out. */
export function readCatalogueFiles(dir: string): CatalogueFile[] {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CatalogueError([{ file: dir, line: 1, message: 'is not a folder', hint: 'Point CATALOGUE_DIR at a folder with a shop.yaml.' }]);
  }
  const paths = [...listFiles(dir, '').filter((path) => path.startsWith('shop.')), ...folders.flatMap((folder) => walk(dir, folder))];
  return paths.sort().map((path) => ({ path, text: readFileSync(join(dir, path), 'utf8') }));
}

function walk(dir: string, folder: string): string[] {
  return [...listFiles(dir, folder), ...listFolders(dir, folder).flatMap((inner) => walk(dir, inner))];
}

function listFiles(dir: string, folder: string): string[] {
  return list(dir, folder).filter((path) => statSync(join(dir, path)).isFile());
}

function listFolders(dir: string, folder: string): string[] {
  return list(dir, folder).filter((path) => statSync(join(dir, path)).isDirectory());
}

// stat, not the entry's own type: in a mounted ConfigMap every file is a link.
function list(dir: string, folder: string): string[] {
  if (!statSync(join(dir, folder), { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(join(dir, folder))
    .filter((name) => !name.startsWith('.'))
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
    .filter((path) => statSync(join(dir, path), { throwIfNoEntry: false }) !== undefined);
}
