import type { CaseChanged } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { OutcomeKind } from '@deskhand/contracts/words.js';
import { addUsd } from './add-usd.js';
import { amountOf } from './amount-of.js';
import type { Outcome } from './outcome.js';

export type KnownCase = CaseChanged & { received: NonNullable<CaseChanged['received']>; case: NonNullable<CaseChanged['case']> };

/** A ticket's case as analysts count it. */
export function describeOutcome(change: KnownCase, kind: OutcomeKind, lane: string, firstReceivedAt: string): Outcome {
  const { received, classified, proposal, case: state } = change;
  const { ticketId, conversationId, source, sourceId, channel, authenticated } = received;
  // An answer after a hand-over is the bot's own: the hand-over belongs to an earlier turn.
  const escalation = kind === 'answered' || kind === 'approval_requested' ? undefined : state.escalation;
  const citations = (state.reply ?? proposal)?.citations ?? [];
  // What asking for the intent cost; the proposal tells what the answer did.
  const asked = classified?.cascade;
  return {
    ticketId, conversationId, source, sourceId, channel, lane, kind,
    turn: state.turn,
    intent: classified?.intent || null,
    confidence: classified?.confidence ?? null,
    sentiment: classified?.sentiment || null,
    priority: classified?.priority || null,
    agent: classified?.agent || null,
    resolvedBy: state.resolvedBy || null,
    escalationCode: escalation?.code || null,
    escalationLevel: escalation?.level || null,
    queue: escalation?.queue || null,
    authenticated,
    citations: [...new Set(citations.map(({ documentId }) => documentId))],
    actions: (proposal?.calls ?? []).map((call) => ({ tool: call.tool, status: call.status, amount: amountOf(call) })),
    receivedAt: firstReceivedAt,
    at: state.at,
    firstResponseMs: state.firstReplyAt ? span(firstReceivedAt, state.firstReplyAt) : null,
    handleMs: span(firstReceivedAt, state.at),
    modelCalls: (asked?.modelCalls ?? 0) + (proposal?.modelCalls ?? 0),
    modelTokens: (asked?.modelTokens ?? 0) + (proposal?.modelTokens ?? 0),
    costUsd: addUsd(asked?.costUsd, proposal?.costUsd),
    csat: null,
  };
}

/** Milliseconds; clocks of two machines may differ, time does not run back. */
function span(from: string, to: string): number | null {
  const ms = Date.parse(to) - Date.parse(from);
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
