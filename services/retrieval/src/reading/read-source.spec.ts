import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSource } from './read-source.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-reading-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('reads a folder file by file; a fault of one stops no other', async () => {
  await mkdir(join(folder, 'returns'));
  await mkdir(join(folder, '.git'));
  await writeFile(join(folder, 'returns', 'gifts.md'), '# Gifts\n\nGifts can be returned.');
  await writeFile(join(folder, 'broken.pdf'), 'nothing');
  await writeFile(join(folder, 'picture.png'), 'x');
  await writeFile(join(folder, '.git', 'hidden.md'), 'x');
  const { count, outcomes } = await readSource(folder);
  expect(count).toBe(2);
  expect(await Array.fromAsync(outcomes)).toEqual([
    { source: join(folder, 'broken.pdf'), fault: expect.stringContaining('cannot be read as a PDF') },
    { source: join(folder, 'returns', 'gifts.md'), reading: expect.objectContaining({ documents: [expect.objectContaining({ id: 'returns/gifts', title: 'Gifts' })] }) },
  ]);
});

it('refuses a PDF of 200 MB by its size alone', async () => {
  const path = join(folder, 'huge.pdf');
  const file = await open(path, 'w');
  await file.truncate(200 * 1024 * 1024);
  await file.close();
  const { outcomes } = await readSource(path);
  expect(await Array.fromAsync(outcomes)).toEqual([{ source: path, fault: `${path} has 200 MB, and the most that is read is 50 MB: split it.` }]);
});

it('says when there is nothing to read', async () => {
  await mkdir(join(folder, 'empty'));
  await expect(readSource(join(folder, 'empty'))).rejects.toThrow(/has no file that can be read/);
});
