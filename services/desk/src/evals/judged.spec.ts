import { expect, it } from 'vitest';
import { accuracyOf, calibrationError, f1, type Judged, macroF1, outOfScopeRecall, reliability } from './judged.js';

const one = (label: string, predicted: string, confidence: number): Judged => ({ label, predicted, confidence });

it('counts what is right', () => {
  const judged = [one('a', 'a', 1), one('a', 'b', 1), one('b', 'b', 1), one('b', 'b', 1)];
  expect(accuracyOf(judged)).toBe(0.75);
  expect(f1(judged, 'a')).toBeCloseTo(2 / 3);
  expect(f1(judged, 'b')).toBeCloseTo(0.8);
  expect(macroF1(judged)).toBeCloseTo((2 / 3 + 0.8) / 2);
  expect(accuracyOf([])).toBe(0);
});

it('measures how far confidence is from the truth', () => {
  const honest = Array.from({ length: 10 }, (_, n) => one('a', n < 7 ? 'a' : 'b', 0.7));
  expect(calibrationError(honest)).toBeCloseTo(0);
  expect(calibrationError(honest.map((each) => ({ ...each, confidence: 1 })))).toBeCloseTo(0.3);
  expect(reliability(honest)).toEqual([{ count: 10, confidence: expect.closeTo(0.7), accuracy: 0.7 }]);
});

it('turns away as much as leaves nine of ten in-scope texts answered right', () => {
  const inside = Array.from({ length: 10 }, (_, n) => one('a', 'a', (n + 1) / 10));
  const outside = [one('oos', 'a', 0.15), one('oos', 'a', 0.25), one('oos', 'oos', 0.99), one('oos', 'a', 0.1)];
  expect(outOfScopeRecall([...inside, ...outside], 'oos')).toBe(0.75);
  // Where nine of ten are never right, only the label turns away.
  expect(outOfScopeRecall([...inside.map((each) => ({ ...each, predicted: 'b' })), ...outside], 'oos')).toBe(0.25);
  expect(outOfScopeRecall(inside, 'oos')).toBeNull();
});
