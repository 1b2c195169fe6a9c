import type { ClassifiedFact, TicketFacts } from './facts.js';

/** What a guardrail is called in metrics, explanations and manifests. */
export const guardrailRules = [
  'banned_intent', 'toxicity', 'injection', 'legal_mention', 'asked_for_human', 'negative_and_urgent',
  'budget_exceeded', 'quality_check_failed', 'takeover_fence',
] as const;
export type GuardrailRule = (typeof guardrailRules)[number];

/** A tier of a model was not asked, for the money: what the customer wants, or what to answer. */
const budget = /^(?:model_left|cascade:\w+):(?:ticket|tier|day)_budget$/;

type Read = Pick<ClassifiedFact, 'rules' | 'sentiment' | 'priority'>;

/** Every guardrail that a ticket's newest turn ran into, in a fixed order. */
export function guardrailsOf(facts: Pick<TicketFacts, 'classified' | 'proposal' | 'escalated' | 'case' | 'released' | 'delivered' | 'holds' | 'turns'>): GuardrailRule[] {
  const code = facts.case?.value.escalation?.code ?? facts.escalated?.value.code;
  const found = new Set([...(facts.classified ? guardrailsRead(facts.classified.value) : []), ...(facts.classified?.value.rules.some((rule) => budget.test(rule)) ? ['budget_exceeded' as const] : []), ...guardrailsDrafted(facts.proposal?.value.rules ?? []), ...guardrailsInCode(code)]);
  if (isFenced(facts)) found.add('takeover_fence');
  return guardrailRules.filter((rule) => found.has(rule));
}

/** Those that the message itself ran into. */
export function guardrailsRead({ rules, sentiment, priority }: Read): GuardrailRule[] {
  const isSmallTalk = rules.some((rule) => rule.startsWith('small_talk_'));
  const holds: Partial<Record<GuardrailRule, boolean>> = {
    banned_intent: rules.some((rule) => rule.startsWith('banned_')),
    toxicity: rules.includes('toxicity'),
    injection: rules.includes('injection'),
    legal_mention: rules.includes('legal_mention'),
    asked_for_human: rules.includes('asks_for_human'),
    negative_and_urgent: sentiment === 'negative' && priority === 1 && !isSmallTalk,
  };
  return guardrailRules.filter((rule) => holds[rule]);
}

/** Those that a model's work ran into: the rules served the turn in its place, or its draft was refused. */
export function guardrailsDrafted(rules: readonly string[]): GuardrailRule[] {
  const holds: Partial<Record<GuardrailRule, boolean>> = {
    budget_exceeded: rules.some((rule) => budget.test(rule)),
    quality_check_failed: rules.some((rule) => rule.startsWith('model_draft_refused:')),
  };
  return guardrailRules.filter((rule) => holds[rule]);
}

/** An escalation code that is a guardrail's own name. */
export function guardrailsInCode(code: string | undefined): GuardrailRule[] {
  return guardrailRules.filter((rule) => rule === code);
}

/** Words for the newest turn were let go under an epoch that a takeover then ended, and never reached the customer. */
function isFenced({ released, delivered, holds, turns }: Pick<TicketFacts, 'released' | 'delivered' | 'holds' | 'turns'>): boolean {
  const newest = Math.max(0, ...Object.keys(turns).map(Number));
  const waiting = Object.entries(released).filter(([messageId, { turn }]) => !delivered[messageId] && turn === newest);
  return waiting.some(([, { epoch }]) => Object.values(holds).some((hold) => hold.kind === 'taken_over' && hold.epoch > epoch));
}
