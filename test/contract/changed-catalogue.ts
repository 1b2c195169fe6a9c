import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const shipped = join(import.meta.dirname, '../../deploy/catalogue');

/** A copy of the shipped catalogue with passages replaced, file by file. A passage that is not there is a mistake of the test. */
export async function changedCatalogue(changes: Record<string, [from: string | RegExp, to: string][]>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-catalogue-'));
  await cp(shipped, folder, { recursive: true });
  for (const [file, replacements] of Object.entries(changes)) {
    let text = await readFile(join(folder, file), 'utf8');
    for (const [from, to] of replacements) {
      const changed = text.replace(from, to);
      if (changed === text) throw new Error(`${file} has no ${String(from)}`);
      text = changed;
    }
    await writeFile(join(folder, file), text);
  }
  return folder;
}
