import { expect, test } from 'vitest';
import { SettledEnd } from './settled-end.js';

const end = (last: number, oldest: number, next: number) => ({ watermark: 0, last, oldest, next, isDue: false, isToStop: false });

test('nothing runs: the end of one look is complete at the next', () => {
  const settled = new SettledEnd();
  expect(settled.look(end(10, 5, 5))).toBe(0);
  expect(settled.look(end(12, 6, 6))).toBe(10);
  expect(settled.look(end(12, 6, 6))).toBe(12);
});

test('while a transaction that may hold an earlier number runs, the end stands still', () => {
  const settled = new SettledEnd();
  settled.look(end(10, 5, 7));
  expect(settled.look(end(20, 5, 9))).toBe(0);
  expect(settled.look(end(30, 8, 12))).toBe(0);
  expect(settled.look(end(40, 9, 13))).toBe(10);
  expect(settled.look(end(40, 13, 13))).toBe(40);
});
