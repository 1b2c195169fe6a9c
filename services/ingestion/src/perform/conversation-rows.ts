import type { Conversation, StoredMessage, Ticket } from '../decide/conversation.js';

/** Rows as the database hands them out through to_jsonb. */
export interface ConversationRow {
  conversation_id: string;
  version: number;
  source: string;
  lane: string;
  revision: number;
  epoch: number;
  held_by: string | null;
  customer_id: string | null;
  authenticated_at: string | null;
  customer_messages: number;
  waiting: number[];
  changed_at: string;
}

export interface TicketRow {
  ticket_id: string;
  conversation_id: string;
  source: string;
  source_id: string;
  channel: string;
  subject: string;
  metadata: Record<string, string>;
  customer: Ticket['customer'];
  content: string;
  turn: number;
  answered: number;
  dry_run: boolean;
  opened_at: string;
}

export interface MessageRow {
  message_id: string;
  conversation_id: string;
  ticket_id: string;
  seq: number;
  author: StoredMessage['author'];
  said_by: string;
  text: string;
  at: string;
  content: string;
  intent: string;
  pending: StoredMessage['pending'];
  tool_results: StoredMessage['toolResults'];
}

export function toConversation(row: ConversationRow): Conversation {
  return {
    conversationId: row.conversation_id,
    version: row.version,
    source: row.source,
    lane: row.lane as Conversation['lane'],
    revision: row.revision,
    epoch: row.epoch,
    heldBy: row.held_by,
    customerId: row.customer_id,
    authenticatedAt: row.authenticated_at && iso(row.authenticated_at),
    customerMessages: row.customer_messages,
    waiting: row.waiting,
    changedAt: iso(row.changed_at),
  };
}

export function fromConversation(conversation: Conversation): ConversationRow {
  return {
    conversation_id: conversation.conversationId,
    version: conversation.version,
    source: conversation.source,
    lane: conversation.lane,
    revision: conversation.revision,
    epoch: conversation.epoch,
    held_by: conversation.heldBy,
    customer_id: conversation.customerId,
    authenticated_at: conversation.authenticatedAt,
    customer_messages: conversation.customerMessages,
    waiting: conversation.waiting,
    changed_at: conversation.changedAt,
  };
}

export function toTicket(row: TicketRow): Ticket {
  const { ticket_id, conversation_id, source_id, dry_run, opened_at, ...same } = row;
  return { ...same, ticketId: ticket_id, conversationId: conversation_id, sourceId: source_id, dryRun: dry_run, openedAt: iso(opened_at) };
}

export function fromTicket({ ticketId, conversationId, sourceId, dryRun, openedAt, ...same }: Ticket): TicketRow {
  return { ...same, ticket_id: ticketId, conversation_id: conversationId, source_id: sourceId, dry_run: dryRun, opened_at: openedAt };
}

export function toMessage({ message_id, conversation_id, ticket_id, said_by, tool_results, at, ...same }: MessageRow): StoredMessage {
  return { ...same, at: iso(at), messageId: message_id, conversationId: conversation_id, ticketId: ticket_id, saidBy: said_by, toolResults: tool_results };
}

export function fromMessage({ messageId, conversationId, ticketId, saidBy, toolResults, ...same }: StoredMessage): MessageRow {
  return { ...same, message_id: messageId, conversation_id: conversationId, ticket_id: ticketId, said_by: saidBy, tool_results: toolResults };
}

function iso(time: string): string {
  return new Date(time).toISOString();
}
