import type { SeenEvent } from './facts.js';
import { factsInEvent } from './facts-in-event.js';
import { type GuardrailRule, guardrailsInCode, guardrailsRead } from './guardrails-of.js';

/** The guardrails that an event tells of for the first time: all that intent read, or the one that another service ran into. */
export function guardrailsInEvent(event: SeenEvent): GuardrailRule[] {
  if (event.topic !== 'escalation.requested.v1') return [];
  const { cause, classified } = factsInEvent(event);
  const own = guardrailsInCode(cause?.code);
  if (cause?.by !== 'intent' || !classified) return own;
  return [...new Set([...guardrailsRead({ ...classified, rules: classified.rules ?? [] }), ...own])];
}
