import { expect, it } from 'vitest';
import { pauseBeforeResend } from './pause-before-resend.js';

/** When each of five is sent, where every answer takes so long. */
function sentAt(answerMs: number, forMs = 20_000, askedMs = 0): number[] {
  let spentMs = 0;
  return [0, 1, 2, 3, 4].map((resent) => {
    spentMs += pauseBeforeResend({ resent, askedMs, spentMs, forMs });
    const at = spentMs;
    spentMs += answerMs;
    return at;
  });
}

it('spreads five over the patience', () => {
  expect(sentAt(0)).toEqual([1_000, 3_000, 7_000, 12_000, 17_000]);
  expect(sentAt(250)).toEqual([1_000, 3_250, 7_500, 12_750, 18_000]);
});

it('shrinks with the patience', () => {
  expect(sentAt(0, 2_000)).toEqual([100, 300, 700, 1_200, 1_700]);
});

it('waits as long as the shop asks, but not past the end', () => {
  expect(sentAt(0, 20_000, 6_000)).toEqual([6_000, 12_000, 18_000, 18_000, 18_000]);
});
