import type { IntentPolicy } from '@deskhand/catalogue/intent-policy.js';
import type { Classified, IntentScore } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';

export interface SecondLook {
  readonly intent: string;
  readonly confidence: number;
  readonly candidates: readonly IntentScore[];
}

/** The classification as it reads after the second look with passages (A26); everything else the message said stays. */
export function adoptSecondLook(classified: Classified, { intent, confidence, candidates }: SecondLook, policy: IntentPolicy | undefined): Classified {
  return {
    ...classified,
    intent: policy?.name ?? intent,
    confidence,
    candidates: candidates.map((each) => ({ intent: each.intent, confidence: each.confidence })),
    agent: classified.rules.includes('technical') ? classified.agent : (policy?.agent ?? classified.agent),
    otherIntents: classified.otherIntents.filter((other) => other !== intent),
    rules: [...classified.rules, 'reconsidered'],
    reconsidered: true,
  };
}
