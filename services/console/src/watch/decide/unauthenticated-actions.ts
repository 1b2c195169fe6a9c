import type { ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import { mayBeDone } from './refunds-told.js';
import { type Finding, type Story } from './story.js';
import type { Violation } from './violation.js';
import { toldIn, type WatchedEvent } from './watched-event.js';

/** Nobody's data and nobody's money; whatever is not named here is personal, a tool of tomorrow too. */
const impersonal = new Set(['search_knowledge_base', 'search_products', 'create_ticket']);

/** Nothing of a customer is looked up or changed unless the turn is that customer's, proved, by the word of the service that proved it. */
export function unauthenticatedActions({ events }: Story): Finding {
  const provedTurns = new Map(events.flatMap(provedTurn));
  return { violations: events.flatMap((event) => actionsOf(event, (ticketId, turn) => provedTurns.get(`${ticketId}|${turn}`))), lookAgainAt: null };
}

function provedTurn(event: WatchedEvent): [string, boolean][] {
  const received = toldIn(event, 'ticket.received.v1')?.received;
  return received ? [[`${received.ticketId}|${received.turn}`, received.authenticated]] : [];
}

function actionsOf(event: WatchedEvent, isProved: (ticketId: string, turn: number) => boolean | undefined): Violation[] {
  const { received, proposal } = toldIn(event, 'ticket.proposed.v1') ?? {};
  if (!received) return [];
  const { ticketId, turn, authenticated, customerId } = received;
  const proved = authenticated && (isProved(ticketId, turn) ?? true);
  const personal = (proposal?.calls ?? []).filter((call) => !impersonal.has(call.tool) && isDone(call));
  return personal.flatMap((call) => {
    const wrong = !proved ? 'though nobody had proved who they are' : isForeign(call, customerId) ? "on another customer's data" : '';
    return wrong === '' ? [] : [toViolation(event, call, wrong)];
  });
}

function isDone({ kind, status }: ToolCall): boolean {
  return kind === 'write' ? mayBeDone(status) : status === 'succeeded';
}

/** What the shop answered names its owner; after an erasure nobody is named any more. */
function isForeign({ result }: ToolCall, customerId: string): boolean {
  const owner = result?.['customerId'];
  return typeof owner === 'string' && owner !== '' && customerId !== '' && owner !== customerId;
}

function toViolation(event: WatchedEvent, { tool, kind, idempotencyKey }: ToolCall, wrong: string): Violation {
  return {
    rule: 'unauthenticated_action',
    conversationId: event.conversationId, ticketId: event.ticketId ?? '', turn: event.turn ?? 0, lane: event.lane,
    cause: `${event.conversationId}|${idempotencyKey || `${event.ticketId}|${event.turn}|${tool}`}`,
    tool: kind === 'write' ? tool : '',
    detail: `${tool} was carried out ${wrong}.`,
    evidence: [event.id],
    at: event.at,
  };
}
