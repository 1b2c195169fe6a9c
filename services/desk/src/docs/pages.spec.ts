import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../..');

test.each(['guarantees.md', 'threat-model.md'])('every file that docs/%s names is there', (page) => {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  const named = [...text.matchAll(/`((?:libs|services|test|scripts|docs|deploy)\/[\w./-]+\.\w+)`/g)].map(([, path]) => path!);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('the threat model has a row for each of the ten risks, and none is without control, test and what is left', () => {
  const rows = readFileSync(join(root, 'docs/threat-model.md'), 'utf8').split('\n').filter((line) => line.startsWith('| LLM'));
  expect(rows.map((row) => row.slice(2, 7))).toEqual(Array.from({ length: 10 }, (_, n) => `LLM${String(n + 1).padStart(2, '0')}`));
  for (const row of rows) expect(row.split(' | ').filter((cell) => cell.trim())).toHaveLength(4);
});
