import { type TicketState, ticketStates } from '@deskhand/contracts/words.js';
import type { HoldFact, TicketFacts } from './facts.js';

/** What has happened that the case has not taken into account yet. */
interface Change {
  readonly kind: 'message' | HoldFact['kind'] | 'solved' | 'not_solved';
  readonly at: string;
  readonly revision: number;
  readonly latest: boolean;
}

const inWork: readonly TicketState[] = ['received', 'classified', 'grounded', 'proposed', 'reopened'];
const stages: readonly TicketState[] = ['received', 'classified', 'grounded', 'proposed'];

/**
 * The state of a ticket at once, by the table of states: the newest case counts, and on top of it every fact of the conversation with a
 * revision that the case did not know. While the turn is in work the other events tell how far it has come.
 */
export function anticipateState(facts: TicketFacts): TicketState {
  const known = facts.case?.value;
  let state = readState(known?.state);
  for (const change of changesSince(facts)) state = afterChange(state, change, facts);
  // Somebody has decided, and what follows from it has not been told yet.
  if (state === 'awaiting_approval' && Object.keys(facts.approvals).length > 0 && !pends(facts)) state = 'proposed';
  return inWork.includes(state) ? furthest(state, facts) : state;
}

function readState(word: string | undefined): TicketState {
  return ticketStates.find((state) => state === word) ?? 'received';
}

function changesSince({ case: newest, turns, holds, feedback }: TicketFacts): Change[] {
  const { conversationRevision = 0, at: changedAt = '' } = newest?.value ?? {};
  const changes: Change[] = [
    ...Object.values(turns).map(({ at, revision }) => ({ kind: 'message' as const, at, revision, latest: true })),
    ...Object.entries(holds).map(([revision, { kind, at, latest }]) => ({ kind, at, revision: Number(revision), latest })),
  ].filter(({ revision }) => revision > conversationRevision);
  for (const { kind, value, at } of Object.values(feedback))
    if (kind === 'closure' && Date.parse(at) > (Date.parse(changedAt) || 0))
      changes.push({ kind: value === 'solved' ? 'solved' : 'not_solved', at, revision: Number.MAX_SAFE_INTEGER, latest: true });
  return changes.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.revision - b.revision);
}

function afterChange(state: TicketState, { kind, latest }: Change, facts: TicketFacts): TicketState {
  const isOver = state === 'resolved' || state === 'closed';
  switch (kind) {
    case 'message':
      return isOver ? 'reopened' : state === 'escalated' || state === 'assigned' ? state : 'received';
    case 'taken_over':
      return isOver && !latest ? state : 'assigned';
    case 'released':
      return state !== 'assigned' ? state : pends(facts) ? 'awaiting_approval' : 'replied';
    case 'resolved':
    case 'solved':
      return state === 'closed' ? state : 'resolved';
    case 'not_solved':
      return isOver || state === 'replied' || state === 'awaiting_approval' ? 'reopened' : state;
  }
}

function pends({ approvals }: TicketFacts): boolean {
  return Object.values(approvals).some(({ value }) => value.status === 'pending');
}

function furthest(state: TicketState, facts: TicketFacts): TicketState {
  const { stage, turns, case: newest } = facts;
  const turn = Math.max(newest?.value.turn ?? 0, ...Object.keys(turns).map(Number));
  // "Not solved" begins no turn: how far the answered one once came says nothing.
  if (state === 'reopened' && isAnswered(facts, turn)) return state;
  const [reachedTurn = 0, reached = 0] = stage?.rank ?? [];
  if (reachedTurn < turn || reached <= stages.indexOf(state)) return state;
  return stages[reached] ?? state;
}

function isAnswered({ turns, delivered }: TicketFacts, turn: number): boolean {
  return Object.values(delivered).some(({ value }) => value.inReplyTo === turns[turn]?.messageId);
}
