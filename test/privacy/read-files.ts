import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './find-leaks.ts';

/** Every file of a folder and of those in it, byte for byte. */
export function readFiles(dir: string): Place[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(dir, name)).isFile())
    .map((name) => ({ name: `file ${name}`, content: readFileSync(join(dir, name), 'latin1') }));
}
