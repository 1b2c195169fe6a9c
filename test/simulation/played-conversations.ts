import type { OutgoingEvent } from '@deskhand/bus/delivery.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { ReplyReleased } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { acceptMessage } from '@deskhand/ingestion/decide/accept-message.js';
import { claimDelivery } from '@deskhand/ingestion/decide/claim-delivery.js';
import type { Conversation, StoredMessage, Ticket } from '@deskhand/ingestion/decide/conversation.js';
import { holdConversation, type Verb } from '@deskhand/ingestion/decide/hold-conversation.js';
import { judgeIdentity } from '@deskhand/ingestion/decide/judge-identity.js';

interface Kept {
  conversation: Conversation;
  ticket: Ticket;
  messages: StoredMessage[];
  /** Writes to the shop that are under way: a takeover waits for them. */
  claims: number;
}

const idleMs = 1_800_000;
const topicOf = { takeover: 'conversation.taken_over.v1', release: 'conversation.released.v1', resolve: 'conversation.resolved.v1' } as const;

/** Ingestion's tables in memory; what is decided about a message, a takeover and a delivery is ingestion's own code. */
export class PlayedConversations {
  readonly #kept = new Map<string, Kept>();
  readonly #ignoresFence: boolean;

  /** `ignoresFence`: a bug, replies are sent whoever holds the conversation. */
  constructor(ignoresFence: boolean) {
    this.#ignoresFence = ignoresFence;
  }

  /** A customer writes; null customer: nobody knows who it is. */
  say(conversationId: string, text: string, customerId: string | null, at: string): OutgoingEvent {
    const known = this.#kept.get(conversationId);
    const verdict = customerId ? ({ kind: 'valid', customerId } as const) : ({ kind: 'absent' } as const);
    const identity = judgeIdentity({ verdict, conversation: known?.conversation, source: 'sim', now: at, idleMs, dryRun: false });
    const ticketId = `tkt_${conversationId}`;
    const opens = { ticketId, conversationId, source: 'sim', sourceId: conversationId, channel: 'api', subject: '', metadata: {}, customer: {}, content: '', dryRun: false };
    const messageId = `msg_${conversationId}_${(known?.ticket.turn ?? 0) + 1}`;
    const accepted = acceptMessage({ messageId, text, content: '', at, opens }, { conversation: known?.conversation, ticket: known?.ticket, messages: known?.messages ?? [] }, identity, 'stable');
    this.#kept.set(conversationId, { conversation: accepted.conversation, ticket: accepted.ticket, messages: [...(known?.messages ?? []), accepted.message], claims: known?.claims ?? 0 });
    return outgoing({ id: messageId, lane: 'stable', key: conversationId, subject: ticketId }, 'ticket.received.v1', { received: accepted.received });
  }

  /** A person's word; null where it changes nothing or has to wait. */
  hold(conversationId: string, verb: Verb, by: string, at: string): OutgoingEvent | null {
    const known = this.#kept.get(conversationId);
    const next = known && known.claims === 0 ? holdConversation(known.conversation, verb, by, at) : undefined;
    if (!known || !next) return null;
    known.conversation = next;
    if (verb !== 'takeover') known.ticket = { ...known.ticket, answered: next.version };
    const { source, epoch, revision } = next;
    const body = { conversation: { conversationId, source, by, epoch, revision, at, ticketIds: [known.ticket.ticketId], saidMessageIds: [] } };
    return outgoing({ id: `${conversationId}@${revision}`, lane: 'stable', key: conversationId, subject: null }, topicOf[verb], body);
  }

  /** Claims and sends a reply; null where it must not go out. */
  deliver(released: ReplyReleased, at: string): OutgoingEvent | null {
    const { conversationId, ticketId, messageId, inReplyTo, text, citations } = released;
    const known = this.#kept.get(conversationId)!;
    const sentBefore = known.messages.some((message) => message.messageId === messageId);
    const claim = claimDelivery(released, known.conversation, known.ticket, sentBefore);
    if (claim !== 'granted' && !(claim === 'fenced' && this.#ignoresFence)) return null;
    const version = known.conversation.version + 1;
    known.conversation = { ...known.conversation, version, changedAt: at };
    const answered = known.messages.find((message) => message.messageId === inReplyTo)?.seq ?? known.ticket.answered;
    known.ticket = { ...known.ticket, answered: Math.max(known.ticket.answered, answered) };
    known.messages.push({ messageId, conversationId, ticketId, seq: version, author: 'bot', saidBy: 'bot', text, at, content: '', intent: released.intent, pending: released.pending ?? null, toolResults: released.toolResults.length > 0 ? released.toolResults : null });
    const body = { eventId: '', ticketId, conversationId, source: 'sim', sourceId: conversationId, channel: 'api', messageId, inReplyTo, by: 'bot', text, citations, at };
    return outgoing({ id: messageId, lane: 'stable', key: conversationId, subject: ticketId }, 'reply.delivered.v1', body);
  }

  /** The rpc that the write fence asks. */
  context(conversationId: string) {
    const { conversation, ticket } = this.#kept.get(conversationId)!;
    return { heldBy: conversation.heldBy ?? '', epoch: conversation.epoch, tickets: [{ ticketId: ticket.ticketId, turn: ticket.turn }] };
  }

  claim(conversationId: string): () => void {
    const known = this.#kept.get(conversationId)!;
    known.claims++;
    let ended = false;
    return () => {
      if (!ended) known.claims--;
      ended = true;
    };
  }

  heldBy(conversationId: string): string | null {
    return this.#kept.get(conversationId)?.conversation.heldBy ?? null;
  }

  /** When people last took it over; its revision counts as time. */
  epoch(conversationId: string): number {
    return this.#kept.get(conversationId)?.conversation.epoch ?? 0;
  }

  all(): { conversationId: string; ticketId: string; turn: number; messages: readonly StoredMessage[] }[] {
    return [...this.#kept.values()].map(({ conversation, ticket, messages }) => ({ conversationId: conversation.conversationId, ticketId: ticket.ticketId, turn: ticket.turn, messages }));
  }
}
