import type { IntentPolicy } from './intent-policy.js';

export type ReviewDecision = 'send' | 'review' | 'escalate';

/**
 * What becomes of a draft. Two gates: below the intent's `escalation_threshold` a human answers; between it and
 * `review_threshold` a human looks first. In `suggest` mode every draft waits, whatever the confidence.
 */
export function reviewDecision(
  intent: Pick<IntentPolicy, 'escalation_threshold' | 'review_threshold' | 'human_in_the_loop'>,
  confidence: number,
  mode: 'auto' | 'suggest',
): ReviewDecision {
  if (mode === 'suggest') return 'review';
  if (!(confidence >= intent.escalation_threshold)) return 'escalate';
  if (intent.human_in_the_loop === 'always') return 'review';
  if (intent.human_in_the_loop === 'never') return 'send';
  return confidence >= intent.review_threshold ? 'send' : 'review';
}
