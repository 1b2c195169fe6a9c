import type { Outcome, OutgoingEvent } from '@deskhand/bus/delivery.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { ConversationHeld, ReplyDelivered } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { Problem } from '@deskhand/kit/problem.js';
import { canonicalJson } from '../decide/canonical-json.js';
import type { Conversation, StoredMessage, Ticket } from '../decide/conversation.js';
import { holdConversation, type Verb } from '../decide/hold-conversation.js';
import type { ConversationStore, Held } from './conversation-store.js';
import { answered, keepConversation, keepDelivery, keepMessage, tookOver } from './conversation-writes.js';
import { humanMessageId } from './derive-ids.js';
import type { Vault } from './vault.js';

export interface Done {
  events: readonly OutgoingEvent[];
}

export interface HumanReply {
  id: string;
  by: string;
  text: string;
}

const topicOf = { takeover: 'conversation.taken_over.v1', release: 'conversation.released.v1', resolve: 'conversation.resolved.v1' } as const;

/** What people do with a conversation. */
export class Holding {
  constructor(
    private readonly store: ConversationStore,
    private readonly vault: Vault,
  ) {}

  /** @throws Problem 404 for an unknown conversation */
  async change(conversationId: string, verb: Verb, by: string, now: string): Promise<Outcome & { result: Done }> {
    const held = await this.#held(conversationId, '');
    const next = holdConversation(held.conversation, verb, by, now);
    if (!next) return { events: [], writes: [], result: { events: [] } };
    const events = [heldEvent(next, verb, by, held)];
    // What was written while a person had it is theirs: after a release the bot begins with the next message.
    const done = verb === 'takeover' ? tookOver(next) : answered(conversationId, null, next.version);
    return { events, writes: [keepConversation(next), done], result: { events } };
  }

  /** A person's answer takes the conversation over when nobody holds it. @throws Problem 404, or 409 when the id came before with other content */
  async reply(conversationId: string, { id, by, text }: HumanReply, now: string): Promise<Outcome & { result: Done }> {
    const messageId = humanMessageId(conversationId, id);
    const held = await this.#held(conversationId, messageId);
    const content = this.vault.contentHash(canonicalJson({ by, text }));
    if (held.repeated) return this.#repeat(id, held.repeated.content === content);
    if (!held.latest) throw new Problem(409, 'Nothing to answer', 'The customer has said nothing in this conversation yet.');
    const tokenised = await this.vault.tokenise(conversationId, [{ text }]);
    const takenOver = held.conversation.heldBy === null ? holdConversation(held.conversation, 'takeover', by, now) : undefined;
    const holding = takenOver ?? held.conversation;
    const next: Conversation = { ...holding, version: held.conversation.version + 1, revision: holding.revision + 1, waiting: [], changedAt: now };
    const message = messageOf(messageId, held.latest.ticket, next, { by, text: tokenised.texts[0]!, content }, now);
    const reply = held.latest.ticket.dryRun ? undefined : deliveredEvent(message, held.latest, next);
    const events = [...(takenOver ? [heldEvent(takenOver, 'takeover', by, held)] : []), ...(reply ? [reply] : [])];
    return {
      events,
      writes: [
        ...tokenised.writes,
        keepConversation(next),
        ...(takenOver ? [tookOver(next)] : []),
        keepMessage(message),
        keepDelivery(message, held.latest.ticket.turn, next.epoch, reply ? (reply.body as ReplyDelivered) : null),
        answered(conversationId, null, next.version),
      ],
      result: { events },
      afterCommit: tokenised.committed,
    };
  }

  async #held(conversationId: string, messageId: string): Promise<Held> {
    const held = await this.store.held(conversationId, messageId);
    if (!held) throw unknownConversation(conversationId);
    return held;
  }

  #repeat(id: string, same: boolean): Outcome & { result: Done } {
    if (!same) throw new Problem(409, 'Other content', `The reply "${id}" was given before with other content: send it under a new id.`);
    return { events: [], writes: [], result: { events: [] } };
  }
}

export function unknownConversation(conversationId: string): Problem {
  return new Problem(404, 'Unknown conversation', `There is no conversation "${conversationId.slice(0, 200)}": use the conversationId of a ticket, percent-encoded.`);
}

function heldEvent(conversation: Conversation, verb: Verb, by: string, { ticketIds, said }: Held): OutgoingEvent {
  const saidMessageIds = verb === 'takeover' ? said : [];
  const { conversationId, source, lane, epoch, revision, changedAt: at } = conversation;
  const body: { conversation: ConversationHeld } = { conversation: { conversationId, source, by, epoch, revision, at, ticketIds, saidMessageIds } };
  // The revision names the change: the same one has the same id.
  return outgoing({ id: `${conversationId}@${revision}`, lane, key: conversationId, subject: null }, topicOf[verb], body);
}

function messageOf(messageId: string, ticket: Ticket, { conversationId, version }: Conversation, said: { by: string; text: string; content: string }, at: string): StoredMessage {
  const { by, text, content } = said;
  return {
    messageId, conversationId, ticketId: ticket.ticketId, seq: version, author: 'human', saidBy: by, text, at, content,
    intent: '', pending: null, toolResults: null,
  };
}

function deliveredEvent({ messageId, ticketId, conversationId, saidBy: by, text, at }: StoredMessage, latest: NonNullable<Held['latest']>, { lane }: Conversation): OutgoingEvent {
  const { source, sourceId, channel } = latest.ticket;
  const cause = { id: messageId, lane, key: conversationId, subject: ticketId };
  const body = { eventId: '', ticketId, conversationId, source, sourceId, channel, messageId, inReplyTo: latest.messageId, by, text, citations: [], at };
  return outgoing(cause, 'reply.delivered.v1', body);
}
