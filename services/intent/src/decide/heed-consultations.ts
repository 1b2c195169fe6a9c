import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { findIntent } from '@deskhand/catalogue/find-intent.js';
import type { Cascade, Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import { weighConsultations } from './weigh-consultations.js';

/** What came of asking a model, before it is weighed. */
export type Consultations = Omit<Cascade, 'alone'>;

/** What the classifier read, with what tiers of a model said where it was not sure. Only the intent is theirs to say: mood, wishes and priority stay with the rules. */
export function heedConsultations(read: Classified, asked: Consultations | undefined, catalogue: Pick<Catalogue, 'intents' | 'aliases' | 'policies'>): Classified {
  if (!asked) return read;
  const candidates = weighConsultations(read.candidates, asked.consultations, catalogue.policies.cascade.trust);
  const { intent, confidence } = candidates[0]!;
  const isMoved = intent !== read.intent;
  return {
    ...read,
    intent,
    confidence,
    candidates,
    agent: isMoved && read.agent !== 'technical' ? (findIntent(catalogue, intent)?.agent ?? read.agent) : read.agent,
    otherIntents: read.otherIntents.filter((other) => other !== intent),
    rules: [...read.rules.filter((rule) => !(isMoved && rule === 'out_of_scope')), ...asked.consultations.map(ruleOf)],
    cascade: { ...asked, alone: { intent: read.intent, confidence: read.confidence } },
  };
}

/** `cascade:core:refund_request`, or why there was no answer: `cascade:core:timeout`. */
function ruleOf({ tier, intent, failure }: Cascade['consultations'][number]): string {
  return `cascade:${tier}:${intent || failure}`;
}
