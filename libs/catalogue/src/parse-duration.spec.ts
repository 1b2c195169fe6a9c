import { expect, test } from 'vitest';
import { durationWords } from './duration-words.js';
import { parseDuration } from './parse-duration.js';

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['4h', 14_400_000],
  ['1h30m', 5_400_000],
  ['30d', 2_592_000_000],
  ['1.5s', 1_500],
  ['0s', 0],
  ['PT4H', 14_400_000],
  ['P1D', 86_400_000],
  ['P1DT12H', 129_600_000],
  ['PT0.5S', 500],
  ['P2W', 1_209_600_000],
])('given %s, then it is %i ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', '4', 'h', '4 hours', '-4h', 'P', 'PT', 'P1Y', 'P1M', '4h foo', '1e3s'])('given "%s", then it is refused in a sentence', (text) => {
  expect(() => parseDuration(text)).toThrow(/is not a duration; write it like 30s/);
});

test.each([
  [2_592_000_000, '30 days'],
  [86_400_000, '1 day'],
  [172_800_000, '2 days'],
  [3_600_000, '1 hour'],
  [5_400_000, '90 minutes'],
  [2_000, '2 seconds'],
  [250, '1 second'],
])('given %i ms, then a customer reads "%s"', (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});
