import { expect, test } from 'vitest';
import { clip } from './clip.js';
import { table } from './table.js';

test('columns are as wide as their widest cell, counted in characters', () => {
  expect(table(['a', 'name'], [['🙂🙂', 'x'], ['1', 'longer']])).toBe('a   name\n🙂🙂  x\n1   longer');
});

test('a long text is one line that ends with …, never in the middle of a character', () => {
  expect(clip('a\n b', 10)).toBe('a b');
  expect(clip('🙂🙂🙂', 2)).toBe('🙂…');
});
