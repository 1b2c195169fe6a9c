import type { CascadePolicy } from '@deskhand/catalogue/cascade-policy.js';
import type { Consultation } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { IntentOdds } from './weigh-passages.js';

/**
 * The classifier's odds with what tiers of the model said: a tier that is right in a share `trust` of such messages multiplies the odds
 * of what it names by trust, and shares the rest out among the others (Bayes). Agreement makes sure, contradiction makes unsure: then the
 * next tier is asked. A tier without an answer says nothing. Most likely first.
 */
export function weighConsultations(odds: readonly IntentOdds[], said: readonly Pick<Consultation, 'tier' | 'intent'>[], trust: CascadePolicy['trust']): IntentOdds[] {
  const answers = said.filter(({ intent }) => odds.some((each) => each.intent === intent));
  if (answers.length === 0 || odds.length < 2) return [...odds];
  const moved = odds.map(({ intent, confidence }) => ({ intent, confidence: answers.reduce((weight, answer) => weight * likelihood(answer, intent, trust, odds.length), Math.max(confidence, leastOdds)) }));
  const sum = moved.reduce((total, { confidence }) => total + confidence, 0);
  return moved.map(({ intent, confidence }) => ({ intent, confidence: confidence / sum })).sort((one, other) => other.confidence - one.confidence);
}

/** A classifier that has never seen such a message may not rule an intent out. */
const leastOdds = 0.01;

function likelihood({ tier, intent: said }: Pick<Consultation, 'tier' | 'intent'>, intent: string, trust: CascadePolicy['trust'], intents: number): number {
  const right = trust[tier as keyof typeof trust];
  return said === intent ? right : (1 - right) / (intents - 1);
}
