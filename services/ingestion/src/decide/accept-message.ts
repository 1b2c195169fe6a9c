import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Lane } from '@deskhand/contracts/words.js';
import { isCodeOnly } from './answers-code.js';
import { assembleHistory } from './assemble-history.js';
import type { CodeState } from './code-state.js';
import type { Conversation, StoredMessage, Ticket } from './conversation.js';
import type { Identity } from './judge-identity.js';

/** One customer message, tokenised, with what its ticket says when it is the first. */
export interface Arrival {
  messageId: string;
  text: string;
  content: string;
  /** The request's arrival, or the record's append time. */
  at: string;
  /** Where the one-time code stands. */
  code?: CodeState | undefined;
  /** Absent when the ticket is known. */
  opens?: Omit<Ticket, 'turn' | 'answered' | 'openedAt'>;
}

export interface Known {
  conversation: Conversation | undefined;
  ticket: Ticket | undefined;
  /** The newest of the conversation and all that have tool results or no answer yet. */
  messages: readonly StoredMessage[];
}

export interface Accepted {
  conversation: Conversation;
  ticket: Ticket;
  message: StoredMessage;
  received: Received;
}

/** UTF-16 units of a turn's text: what was written before the last that fit is left to the history. */
const longestTurn = 60_000;

/** A customer's message begins a new turn of its ticket: what is kept, and what the other services hear. */
export function acceptMessage(arrival: Arrival, { conversation: before, ticket: open, messages }: Known, identity: Identity, lane: Lane): Accepted {
  const { messageId, text, content, at, opens } = arrival;
  const known = open ?? (opens && { ...opens, turn: 0, answered: 0, openedAt: at });
  if (!known) throw new Error('A message needs a ticket, known or new');
  const conversation: Conversation = {
    conversationId: known.conversationId,
    version: (before?.version ?? 0) + 1,
    source: before?.source ?? known.source,
    lane: before?.lane ?? lane,
    revision: (before?.revision ?? 0) + 1,
    epoch: before?.epoch ?? 0,
    heldBy: before?.heldBy ?? null,
    customerId: identity.customerId,
    authenticatedAt: identity.authenticatedAt,
    customerMessages: (before?.customerMessages ?? 0) + 1,
    waiting: arrival.code === 'accepted' ? [] : (before?.waiting ?? []),
    changedAt: at,
  };
  const ticket: Ticket = { ...known, turn: known.turn + 1 };
  const { conversationId, version: seq } = conversation;
  const blank = { saidBy: '', intent: '', pending: null, toolResults: null };
  const message: StoredMessage = { messageId, conversationId, ticketId: ticket.ticketId, seq, author: 'customer', text, at, content, ...blank };
  const waited = arrival.code === 'accepted' ? messages.filter(({ seq }) => before?.waiting.includes(seq)) : [];
  return { conversation, ticket, message, received: receivedOf(conversation, ticket, message, { messages, waited, code: arrival.code }, identity) };
}

interface Around {
  messages: readonly StoredMessage[];
  /** Answered so far by the question who writes; asked anew now that it is known. */
  waited: readonly StoredMessage[];
  code: CodeState | undefined;
}

function receivedOf(conversation: Conversation, ticket: Ticket, message: StoredMessage, { messages, waited, code }: Around, identity: Identity): Received {
  const earlier = [...new Set([...waited, ...unansweredOf(ticket, messages)])].sort((a, b) => a.seq - b.seq);
  const turn = new Set([...earlier, message]);
  // A bare code says nothing beside what had to wait for it.
  const said = waited.length > 0 && isCodeOnly(message.text) ? earlier : [...turn];
  return {
    ticketId: ticket.ticketId,
    conversationId: ticket.conversationId,
    source: ticket.source,
    sourceId: ticket.sourceId,
    channel: ticket.channel,
    messageId: message.messageId,
    turn: ticket.turn,
    revision: conversation.revision,
    epoch: conversation.epoch,
    subject: ticket.subject,
    text: textOf(said),
    history: assembleHistory(messages.filter((each) => !turn.has(each))),
    authenticated: identity.authenticated,
    customerId: identity.authenticated ? (identity.customerId ?? '') : '',
    identityNote: identity.note,
    metadata: ticket.metadata,
    receivedAt: message.at,
    customerMessages: conversation.customerMessages,
    dryRun: ticket.dryRun,
    heldBy: conversation.heldBy ?? '',
    opensTicket: ticket.turn === 1,
    ...(code && { code }),
    ...(waited.length > 0 && { ownText: message.text }),
  };
}

function unansweredOf({ ticketId, answered }: Ticket, messages: readonly StoredMessage[]): StoredMessage[] {
  return messages.filter((message) => message.ticketId === ticketId && message.author === 'customer' && message.seq > answered).sort((a, b) => a.seq - b.seq);
}

/** Oldest first, joined by a blank line; the newest always, and as many before it as fit. */
function textOf(messages: readonly StoredMessage[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const { text } of messages.toReversed()) {
    length += text.length + 2;
    if (kept.length > 0 && length > longestTurn) break;
    kept.unshift(text);
  }
  return kept.join('\n\n');
}
