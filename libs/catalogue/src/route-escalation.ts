import type { Catalogue } from './catalogue.js';
import type { EscalationCode } from './escalation-codes.js';
import type { EscalationLevel } from './escalation-policy.js';
import { findIntent } from './find-intent.js';
import type { Agent } from './intent-policy.js';

export type EscalationRequest = {
  code: EscalationCode;
  intent: string | null;
  /** Whose matter it is; the intent's own agent when absent. */
  agent?: Agent | null;
  /** Money was about to move. */
  money?: boolean;
  /** Which banned intent, for `banned_intent`. */
  banned?: string | null;
  /** Where the ticket is already, for `sla_breached`. */
  previousQueue?: string | null;
};

const fallbackQueue = 'support';

/** How urgent an escalation is and which queue gets it. */
export function routeEscalation(
  request: EscalationRequest,
  catalogue: Pick<Catalogue, 'intents' | 'aliases' | 'policies'>,
): { level: EscalationLevel; queue: string } {
  const { codes, bannedIntents } = catalogue.policies.escalation;
  const row = codes.find(({ code }) => code === request.code);
  if (!row) throw new Error(`the escalation policy lacks the code ${request.code}`);
  const own = bannedIntents.find(({ name }) => name === request.banned)?.queue;
  if (request.code === 'banned_intent' && own) return { level: row.level, queue: own };
  return { level: row.level, queue: queueOf(row.queue, request, catalogue) };
}

function queueOf(rule: string, request: EscalationRequest, catalogue: Pick<Catalogue, 'intents' | 'aliases'>): string {
  switch (rule) {
    case 'by_intent':
      return queueByIntent(request, catalogue);
    case 'billing_if_money':
      return request.money ? 'billing' : queueByIntent(request, catalogue);
    case 'same':
      return request.previousQueue ?? queueByIntent(request, catalogue);
    default:
      return rule;
  }
}

function queueByIntent({ intent, agent }: EscalationRequest, catalogue: Pick<Catalogue, 'intents' | 'aliases'>): string {
  const policy = intent === null ? undefined : findIntent(catalogue, intent);
  return (agent ?? policy?.agent) === 'technical' ? 'technical' : (policy?.queue ?? fallbackQueue);
}
