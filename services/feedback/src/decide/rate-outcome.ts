import type { Outcome, Rating } from './outcome.js';

/** The outcome as it stands, rated. */
export function rateOutcome(outcome: Outcome, { csat, at }: Rating): Outcome {
  return { ...outcome, kind: 'rated', at, handleMs: Math.max(0, Date.parse(at) - Date.parse(outcome.receivedAt)), csat };
}
