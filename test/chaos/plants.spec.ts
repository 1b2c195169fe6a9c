import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plants } from './plants.ts';

const root = join(import.meta.dirname, '../..');

it.each(Object.entries(plants).flatMap(([name, { changes }]) => changes.map(({ file, from }) => [name, file, from] as const)))('%s still finds its place in %s', async (_, file, from) => {
  expect((await readFile(join(root, file), 'utf8')).split(from)).toHaveLength(2);
});
