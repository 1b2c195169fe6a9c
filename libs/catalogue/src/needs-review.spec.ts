import { describe, expect, test } from 'vitest';
import { reviewDecision } from './needs-review.js';

const intent = { escalation_threshold: 0.5, review_threshold: 0.85, human_in_the_loop: 'on_review' as const };

describe('given an intent reviewed when in doubt', () => {
  test.each([
    [0.49, 'escalate'],
    [0.5, 'review'],
    [0.8499, 'review'],
    [0.85, 'send'],
    [1, 'send'],
    [Number.NaN, 'escalate'],
  ] as const)('when the confidence is %d, then %s', (confidence, decision) => {
    expect(reviewDecision(intent, confidence, 'auto')).toBe(decision);
  });
});

test('given an intent always reviewed, then even a certain draft waits, and an uncertain one goes to a human', () => {
  const always = { ...intent, human_in_the_loop: 'always' as const };
  expect(reviewDecision(always, 1, 'auto')).toBe('review');
  expect(reviewDecision(always, 0.2, 'auto')).toBe('escalate');
});

test('given an intent never reviewed, then a draft is sent unless it must go to a human', () => {
  const never = { ...intent, human_in_the_loop: 'never' as const };
  expect(reviewDecision(never, 0.6, 'auto')).toBe('send');
  expect(reviewDecision(never, 0.2, 'auto')).toBe('escalate');
});

test('given the suggest mode, then every draft waits, whatever the intent says', () => {
  for (const human_in_the_loop of ['always', 'on_review', 'never'] as const) {
    for (const confidence of [0, 0.6, 1]) expect(reviewDecision({ ...intent, human_in_the_loop }, confidence, 'suggest')).toBe('review');
  }
});
