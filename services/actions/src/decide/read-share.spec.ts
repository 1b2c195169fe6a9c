import { expect, test } from 'vitest';
import { readShare } from './read-share.js';

test.each([
  ['refund half of 22004', 0.5],
  ['just half please', 0.5],
  ['I want 20% back', 0.2],
  ['refund 15 percent of it', 0.15],
  ['can I get a quarter of it back', 0.25],
])('a part is heard: %s', (text, share) => {
  expect(readShare(text)).toBe(share);
});

test.each(['refund 22004', 'I waited half an hour, refund it', 'it was 20% off', 'the first half of the order', 'the third order', 'a quarter past nine'])('no part is named: %s', (text) => {
  expect(readShare(text)).toBeNull();
});
