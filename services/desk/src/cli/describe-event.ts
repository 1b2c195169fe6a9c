import { clip } from './clip.js';
import type { Terminal } from './terminal.js';

/** An event as `GET /v1/events` shows it: personal data as tokens. */
export interface ArchivedEvent {
  id: string;
  topic: string;
  lane: string;
  at: string;
  conversationId: string;
  ticketId: string | null;
  turn: number | null;
  body: unknown;
}

type Body = Record<string, Record<string, unknown> | undefined>;

/** One line: when, what, whose, and the fact that the event adds. */
export function describeEvent({ at, topic, lane, ticketId, conversationId, turn, body }: ArchivedEvent, { style }: Pick<Terminal, 'style'>): string {
  const whose = ticketId ? `${ticketId}${turn ? `#${turn}` : ''}` : conversationId;
  const where = lane === 'stable' ? '' : ` [${lane}]`;
  return `${style('dim', at.slice(11, 23))} ${style('bold', topic.padEnd(26))}${where} ${whose}  ${clip(factOf(topic, (body ?? {}) as Body), 100)}`;
}

function factOf(topic: string, body: Body): string {
  const flat = body as Record<string, unknown>;
  switch (topic) {
    case 'ticket.received.v1':
      return quote(body.received?.text);
    case 'ticket.classified.v1':
      return `${word(body.classified?.intent)} ${share(body.classified?.confidence)}`;
    case 'ticket.grounded.v1':
      return `${(body.grounding?.passages as unknown[] | undefined)?.length ?? 0} passages`;
    case 'ticket.proposed.v1':
      return quote(body.proposal?.text);
    case 'escalation.requested.v1':
      return `${word(body.cause?.code)}: ${word(body.cause?.reason)}`;
    case 'approval.requested.v1':
    case 'approval.decided.v1':
      return `${word(body.approval?.approvalId)} ${word(body.approval?.status)} ${word(body.approval?.decidedBy)}`;
    case 'reply.released.v1':
    case 'reply.delivered.v1':
      return quote(flat.text);
    case 'case.escalated.v1':
      return `${word(flat.code)} to ${word(flat.queue)} (${word(flat.level)})`;
    case 'case.changed.v1':
      return `${word(body.case?.previousState)} → ${word(body.case?.state)}`;
    case 'feedback.given.v1':
      return `${word(flat.kind)} ${word(flat.value)}`;
    case 'outcome.recorded.v1':
      return `${word(flat.kind)}, first response ${word(flat.firstResponseMs)} ms`;
    case 'invariant.violated.v1':
      return `${word(flat.rule)}: ${word(flat.detail)}`;
    case 'rollout.changed.v1':
      return `${word(flat.verb)} by ${word(flat.by)}: canary ${Number(flat.canaryWeight) / 100} %`;
    default:
      return body.conversation ? `by ${word(body.conversation.by)}` : '';
  }
}

function quote(text: unknown): string {
  return typeof text === 'string' && text !== '' ? `“${text}”` : '';
}

function word(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function share(value: unknown): string {
  return typeof value === 'number' ? value.toFixed(2) : '';
}
