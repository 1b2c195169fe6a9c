import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { findIntent } from '@deskhand/catalogue/find-intent.js';
import type { Trigger } from '@deskhand/catalogue/escalation-triggers.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';

/** A37: what a triage of keywords does, first hit first. */
const keywords: readonly (readonly [intent: string, words: RegExp])[] = [
  ['refund_request', /\b(?:refund\w*|money back|reimburs\w*)\b/i],
  ['order_change', /\b(?:cancel\w*|exchange|return (?:it|them|my|the)|change (?:my|the) (?:order|address|delivery))\b/i],
  ['order_status', /\b(?:late|track\w*|where(?: is|'s) my|(?:not|never) (?:arrived|received)|status of|shipment|parcel|package)\b/i],
  ['account_issue', /\b(?:password|log ?in|sign ?in|my account|locked out)\b/i],
  ['complaint', /\b(?:complain\w*|terrible|awful|unacceptable|disappointed)\b/i],
  ['product_question', /\b(?:in stock|available|do you (?:have|sell)|sizes?|colou?rs?|material|how (?:big|heavy|long is))\b/i],
];
const fallback = 'other';

export interface Ruled {
  classified: Classified;
  trigger: Trigger | undefined;
}

/**
 * The control lane's decision (A20, A37): keywords name the intent and are never unsure; refunds go to the refund team, everything else is
 * drafted and sent. What is unsafe, legal or asks for a person goes to people in every lane: `trigger` says so before any keyword does.
 */
export function runRuleEngine(text: string, { classified, trigger }: Ruled, catalogue: Catalogue): Ruled {
  if (trigger || classified.smallTalk) return { classified, trigger };
  const known = (name: string) => findIntent(catalogue, name) !== undefined;
  const named = keywords.find(([name, words]) => known(name) && words.test(text))?.[0] ?? fallback;
  const intent = known(named) ? named : classified.intent;
  const candidates = classified.candidates.map((one) => ({ intent: one.intent, confidence: one.intent === intent ? 1 : 0 })).sort((a, b) => b.confidence - a.confidence);
  const agent = findIntent(catalogue, intent)?.agent ?? classified.agent;
  const ruled = { ...classified, intent, confidence: 1, candidates, agent, otherIntents: [], rules: [...classified.rules, 'legacy_rule_engine'] };
  return { classified: ruled, trigger: intent === 'refund_request' ? { code: 'low_confidence', reason: 'The rule engine leaves refunds to the refund team' } : undefined };
}
