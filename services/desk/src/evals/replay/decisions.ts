import type { Proposal } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { EscalationCause } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { Verdict } from './verdict-of.js';

export const stages = ['intent', 'retrieval', 'actions', 'case'] as const;
export type Stage = (typeof stages)[number];

/** What was decided of a turn: by stage and name, in words that can be compared. A stage that the turn did not come to is absent. */
export type Decisions = Readonly<Partial<Record<Stage, Readonly<Record<string, string>>>>>;

export function readingDecisions({ intent, agent, priority, sentiment, language, smallTalk, wishes, otherIntents, entities, confidence }: Classified, cause: EscalationCause | undefined) {
  return {
    asksPeople: cause?.by === 'intent' ? cause.code : 'no',
    intent, agent, sentiment, language,
    priority: String(priority),
    smallTalk: smallTalk || 'no',
    wishes: wishes.join(', ') || 'none',
    otherIntents: otherIntents.join(', ') || 'none',
    entities: Object.entries(entities ?? {}).filter(([, values]) => values !== undefined).map(([kind, values]) => `${kind} ${JSON.stringify(values)}`).sort().join(' ') || 'none',
    confidence: confidence.toFixed(3),
  };
}

export function groundingDecisions(settled: Classified, { passages, enough }: Grounding, cause: EscalationCause | undefined) {
  return {
    asksPeople: cause?.by === 'retrieval' ? cause.code : 'no',
    understood: `${settled.intent} ${settled.confidence.toFixed(3)}`,
    passages: passages.map(({ documentId, chunkIndex, version }) => `${documentId}#${chunkIndex}@${version}`).join(', ') || 'none',
    enough: enough ? 'yes' : 'no',
  };
}

export function proposalDecisions({ text, kind, calls, pending, closure, action, citations }: Proposal, cause: EscalationCause | undefined) {
  return {
    asksPeople: cause?.by === 'actions' ? cause.code : 'no',
    calls: calls.map(({ tool, arguments: args, status }) => `${tool} ${JSON.stringify(args ?? {})} ${status}`).join('; ') || 'none',
    waits: action ? `${action.tool}, ${action.neededApprovals} approvals` : 'nothing',
    asksCustomer: pending ? JSON.stringify(pending) : 'nothing',
    closes: closure ? 'yes' : 'no',
    words: `${kind}: ${text}`,
    cites: citations.map(({ documentId, section }) => `${documentId} (${section})`).join(', ') || 'nothing',
  };
}

export function verdictDecisions({ does, about, told }: Verdict) {
  return { does, about: about || 'nobody', told: told || 'nothing' };
}
