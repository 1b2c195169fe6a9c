import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { findIntent } from '@deskhand/catalogue/find-intent.js';
import type { IntentPolicy } from '@deskhand/catalogue/intent-policy.js';

export interface Judged {
  /** Undefined when the catalogue has no such intent (any more). */
  readonly policy: IntentPolicy | undefined;
  readonly isSure: boolean;
}

/** Whether an intent is certain enough for the bot to answer at all: at or above the intent's own threshold. */
export function judgeConfidence({ intent, confidence }: { intent: string; confidence: number }, catalogue: Pick<Catalogue, 'intents' | 'aliases'>): Judged {
  const policy = findIntent(catalogue, intent);
  return { policy, isSure: policy !== undefined && confidence >= policy.escalation_threshold };
}
