import { anticipateState } from './anticipate-state.js';
import { explainTicket } from './explain-ticket.js';
import type { CallFact, TicketFacts } from './facts.js';
import { holderOf } from './holder-of.js';
import { latestTurn } from './latest-turn.js';
import { listMessages } from './list-messages.js';
import { listTimeline } from './list-timeline.js';
import { showApprovals } from './show-approvals.js';
import { showEscalation } from './show-escalation.js';
import type { ActionView, TicketView } from './ticket-view.js';
import { wordsOf } from './words-of.js';

/** A ticket as the contract shows it; undefined while only its conversation has been heard of. */
export function showTicket(facts: TicketFacts): TicketView | undefined {
  const turn = latestTurn(facts);
  if (!facts.identity || !turn) return undefined;
  const { ticketId, conversationId, classified: found, case: newest } = facts;
  const classified = found?.value;
  const approvals = showApprovals(facts);
  const { source, sourceId, channel, lane } = facts.identity.value;
  return {
    ticketId, conversationId, source, sourceId, channel, lane,
    state: anticipateState(facts),
    authenticated: turn.fact.authenticated,
    turn: turn.number,
    intent: classified
      ? { name: classified.intent, confidence: classified.confidence, agent: classified.agent || null, candidates: [...classified.candidates] }
      : null,
    sentiment: classified?.sentiment || null,
    priority: classified?.priority || null,
    entities: classified ? (classified.entities ?? {}) : null,
    reply: showReply(facts),
    approval: approvals.at(-1) ?? null,
    approvals,
    escalation: showEscalation(facts),
    actions: showActions(facts),
    messages: listMessages(facts),
    timeline: listTimeline(facts),
    explanation: explainTicket(facts),
    heldBy: holderOf([facts]) || null,
    suggestion: newest?.value.suggestion || null,
  };
}

function showReply(facts: TicketFacts): TicketView['reply'] {
  const [last] = Object.entries(facts.delivered).sort(([a, one], [b, other]) => Date.parse(other.value.at) - Date.parse(one.value.at) || (a < b ? -1 : 1));
  if (!last) return null;
  const [messageId, { value }] = last;
  const { text, citations } = wordsOf(facts, messageId);
  return { text, by: value.by, deliveredAt: value.at, citations };
}

function showActions({ calls }: TicketFacts): ActionView[] {
  return Object.values(calls)
    .map(({ value }) => value)
    .sort(byTime)
    .map(({ tool, kind, status, arguments: args, result, refusal, idempotencyKey, at }) => ({
      tool, kind, status,
      arguments: args ?? {},
      result: result ?? null,
      refusal: refusal ?? null,
      idempotencyKey: idempotencyKey || null,
      at,
    }));
}

function byTime(a: CallFact, b: CallFact): number {
  return Date.parse(a.at) - Date.parse(b.at) || a.turn - b.turn || a.n - b.n || (a.tool < b.tool ? -1 : 1);
}
