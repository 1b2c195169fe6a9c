import type { Outcome } from '@deskhand/bus/delivery.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { ReplyDelivered } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { ReplyReleased } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { Permanent } from '@deskhand/kit/errors.js';
import type { Metrics } from '@deskhand/kit/metrics.js';
import { claimDelivery } from '../decide/claim-delivery.js';
import type { Conversation, StoredMessage, Ticket } from '../decide/conversation.js';
import type { CodeDesk } from './code-desk.js';
import type { ConversationStore } from './conversation-store.js';
import { answered, keepConversation, keepDelivery, keepMessage } from './conversation-writes.js';

export interface DeliveryParts {
  store: ConversationStore;
  codes: CodeDesk;
  metrics: Metrics;
}

/**
 * Claims and sends what escalation released. The claim is a conditional write on the conversation, so a takeover that commits first fences it;
 * message, ledger and `reply.delivered.v1` are one transaction with it, so what was claimed was sent.
 */
export async function deliverReply(released: ReplyReleased, { store, codes, metrics }: DeliveryParts, at: string): Promise<Outcome> {
  const { conversationId, ticketId, messageId, inReplyTo } = released;
  const { conversation, ticket, sentBefore, answersSeq } = await store.pending(conversationId, ticketId, messageId, inReplyTo);
  if (!conversation || !ticket) throw new Permanent(`A reply was released for ${ticketId}, which ingestion does not know.`);
  const claim = claimDelivery(released, conversation, ticket, sentBefore);
  if (claim !== 'granted') return { events: [], writes: [], afterCommit: () => noteRefusal(claim, metrics) };
  const offered = asksWho(released) && !ticket.dryRun ? await codes.offer(conversation, ticket, messageId, answersSeq, at) : undefined;
  const next: Conversation = { ...conversation, ...offered?.conversation, version: conversation.version + 1, changedAt: at };
  const message = messageOf(released, next, at);
  const cause = { id: messageId, lane: conversation.lane, key: conversationId, subject: ticketId };
  const event = ticket.dryRun || released.dryRun ? null : outgoing(cause, 'reply.delivered.v1', eventOf(released, ticket, at));
  return {
    events: event ? [event] : [],
    writes: [
      keepConversation(next),
      keepMessage(message),
      keepDelivery(message, released.turn, conversation.epoch, event && (event.body as ReplyDelivered)),
      answered(conversationId, ticketId, answersSeq),
      ...(offered?.writes ?? []),
    ],
    ...(offered && { afterCommit: offered.committed }),
  };
}

function asksWho({ pending }: ReplyReleased): boolean {
  return (pending as { missing?: unknown } | undefined)?.missing === 'verification';
}

function noteRefusal(claim: 'repeated' | 'fenced' | 'superseded', metrics: Metrics): void {
  if (claim !== 'repeated') metrics.guardrailTriggers.inc({ rule: claim === 'fenced' ? 'takeover_fence' : 'superseded_reply' });
}

function messageOf(released: ReplyReleased, { conversationId, version }: Conversation, at: string): StoredMessage {
  const { messageId, ticketId, text, intent, pending, toolResults } = released;
  return {
    messageId, conversationId, ticketId, seq: version, author: 'bot', saidBy: 'bot', text, at, content: '', intent: intent ?? '',
    pending: pending ?? null,
    toolResults: toolResults?.length ? toolResults : null,
  };
}

function eventOf({ ticketId, conversationId, messageId, inReplyTo, text, citations }: ReplyReleased, { source, sourceId, channel }: Ticket, at: string): ReplyDelivered {
  return { eventId: '', ticketId, conversationId, source, sourceId, channel, messageId, inReplyTo, by: 'bot', text, citations: citations ?? [], at };
}
