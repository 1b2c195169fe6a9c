import type { SeenEvent } from './facts.js';
import { factsInEvent } from './facts-in-event.js';
import { type GuardrailRule, guardrailsDrafted, guardrailsInCode, guardrailsRead } from './guardrails-of.js';

/** The guardrails that an event tells of for the first time: what intent read, what a draft ran into, or why a service could not go on. */
export function guardrailsInEvent(event: SeenEvent): GuardrailRule[] {
  const { cause, classified, proposal } = factsInEvent(event);
  if (event.topic === 'ticket.proposed.v1') return guardrailsDrafted(proposal?.rules ?? []);
  if (event.topic !== 'escalation.requested.v1') return [];
  const read = cause?.by === 'intent' && classified ? guardrailsRead({ ...classified, rules: classified.rules ?? [] }) : [];
  const drafted = cause?.by === 'actions' ? guardrailsDrafted(proposal?.rules ?? []) : [];
  return [...new Set([...read, ...drafted, ...guardrailsInCode(cause?.code)])];
}
