import type { TicketFacts } from './facts.js';

/** A ticket of which nothing has been heard yet. */
export function noFacts(ticketId: string, conversationId: string): TicketFacts {
  return {
    ticketId,
    conversationId,
    identity: null,
    turns: {},
    stage: null,
    classified: null,
    passages: null,
    proposal: null,
    calls: {},
    case: null,
    escalated: null,
    holds: {},
    approvals: {},
    released: {},
    delivered: {},
    feedback: {},
    timeline: {},
  };
}
