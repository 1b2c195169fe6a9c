import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fetchOnce } from './fetch-once.js';

let cache: string;
let folder: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'deskhand-fetch-'));
  folder = join(cache, 'jars');
});
afterEach(() => rm(cache, { recursive: true }));

it('fetches once for all who ask at the same time', async () => {
  let fetches = 0;
  const fetch = async (scratch: string) => writeFile(join(scratch, 'a.jar'), String(++fetches));
  await Promise.all([fetchOnce(folder, fetch), fetchOnce(folder, fetch), fetchOnce(folder, fetch)]);
  expect(await readFile(join(folder, 'a.jar'), 'utf8')).toBe('1');
  expect(await readdir(cache)).toEqual(['jars']);
});

it('leaves nothing of a fetch that failed', async () => {
  const failing = fetchOnce(folder, async (scratch) => {
    await writeFile(join(scratch, 'half.jar'), '');
    throw new Error('no network');
  });
  await expect(failing).rejects.toThrow('no network');
  expect(await readdir(cache)).toEqual([]);
});

it('takes over the lock of a process that died', async () => {
  await writeFile(`${folder}.lock`, '4194304'); // above Linux' highest process id
  await fetchOnce(folder, async () => undefined);
  expect(existsSync(folder)).toBe(true);
});
