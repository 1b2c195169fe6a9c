import type { ReplyDelivered } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Database } from '@deskhand/kit/database.js';
import type { Conversation, StoredMessage, Ticket } from '../decide/conversation.js';
import { toConversation, toMessage, toTicket, type ConversationRow, type MessageRow, type TicketRow } from './conversation-rows.js';

export interface KnownMessage {
  content: string;
}

/** What a customer's message meets. */
export interface Arrived {
  conversation: Conversation | undefined;
  ticket: Ticket | undefined;
  /** The message itself, when it has come before. */
  repeated: KnownMessage | undefined;
  messages: StoredMessage[];
}

/** What a reply meets. */
export interface Pending {
  conversation: Conversation | undefined;
  ticket: Ticket | undefined;
  sentBefore: boolean;
  /** The seq of the message that it answers. */
  answersSeq: number;
}

/** What a person's word meets. */
export interface Held {
  conversation: Conversation;
  /** Oldest first. */
  ticketIds: string[];
  /** The ticket of the customer's last message, and that message. */
  latest: { ticket: Ticket; messageId: string } | undefined;
  repeated: KnownMessage | undefined;
}

export interface Standing {
  conversation: Conversation;
  tickets: Ticket[];
  messages: StoredMessage[];
}

const turnsKept = 200;
const toolMessagesKept = 40;
const shownMessages = 100;

/** Reads; writes are in conversation-writes.ts and committed by the bus. One round trip each. */
export class ConversationStore {
  constructor(private readonly db: Database) {}

  /** @param conversationId where the message goes when its ticket is not known yet */
  async arrived(messageId: string, ticketId: string, conversationId: string): Promise<Arrived> {
    const row = await this.#one<{ conversation: ConversationRow | null; ticket: TicketRow | null; repeated: string | null; messages: MessageRow[] }>(
      `with t as (select * from ingestion.ticket where ticket_id = $2),
       place as (select coalesce((select conversation_id from t), $3) as id),
       m as (
         (select * from ingestion.message where conversation_id = (select id from place) order by seq desc limit 20)
         union
         (select m.* from ingestion.message m, t where m.conversation_id = t.conversation_id and m.ticket_id = t.ticket_id and m.author = 'customer'
            and m.seq > t.answered order by m.seq desc limit ${turnsKept})
         union
         (select * from ingestion.message where conversation_id = (select id from place) and tool_results is not null order by seq desc limit ${toolMessagesKept}))
       select
         (select to_jsonb(c) from ingestion.conversation c where conversation_id = (select id from place)) as conversation,
         (select to_jsonb(t) from t) as ticket,
         (select content from ingestion.message where message_id = $1) as repeated,
         (select coalesce(jsonb_agg(to_jsonb(m) order by m.seq), '[]') from m) as messages`,
      [messageId, ticketId, conversationId],
    );
    return {
      conversation: row.conversation ? toConversation(row.conversation) : undefined,
      ticket: row.ticket ? toTicket(row.ticket) : undefined,
      repeated: row.repeated === null ? undefined : { content: row.repeated },
      messages: row.messages.map(toMessage),
    };
  }

  async conversationOf(ticketId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ conversation_id: string }>('select conversation_id from ingestion.ticket where ticket_id = $1', [ticketId]);
    return row?.conversation_id;
  }

  async exists(conversationId: string): Promise<boolean> {
    return (await this.db.query('select 1 from ingestion.conversation where conversation_id = $1', [conversationId])).length > 0;
  }

  async pending(conversationId: string, ticketId: string, messageId: string, inReplyTo: string): Promise<Pending> {
    const row = await this.#one<{ conversation: ConversationRow | null; ticket: TicketRow | null; sent: boolean; answers: number | null }>(
      `select
         (select to_jsonb(c) from ingestion.conversation c where conversation_id = $1) as conversation,
         (select to_jsonb(t) from ingestion.ticket t where ticket_id = $2) as ticket,
         exists (select from ingestion.delivery where message_id = $3) as sent,
         (select seq from ingestion.message where message_id = $4) as answers`,
      [conversationId, ticketId, messageId, inReplyTo],
    );
    return {
      conversation: row.conversation ? toConversation(row.conversation) : undefined,
      ticket: row.ticket ? toTicket(row.ticket) : undefined,
      sentBefore: row.sent,
      answersSeq: row.answers ?? 0,
    };
  }

  /** @param messageId of the reply that a person gives, to see whether it came before */
  async held(conversationId: string, messageId: string): Promise<Held | undefined> {
    const row = await this.#one<{ conversation: ConversationRow | null; ids: string[] | null; latest: TicketRow | null; last: string | null; repeated: string | null }>(
      `with l as (select message_id, ticket_id from ingestion.message where conversation_id = $1 and author = 'customer' order by seq desc limit 1)
       select
         (select to_jsonb(c) from ingestion.conversation c where conversation_id = $1) as conversation,
         (select jsonb_agg(ticket_id order by opened_at, ticket_id) from ingestion.ticket where conversation_id = $1) as ids,
         (select to_jsonb(t) from ingestion.ticket t, l where t.ticket_id = l.ticket_id) as latest,
         (select message_id from l) as last,
         (select content from ingestion.message where message_id = $2) as repeated`,
      [conversationId, messageId],
    );
    return row.conversation
      ? {
          conversation: toConversation(row.conversation),
          ticketIds: row.ids ?? [],
          latest: row.latest && row.last ? { ticket: toTicket(row.latest), messageId: row.last } : undefined,
          repeated: row.repeated === null ? undefined : { content: row.repeated },
        }
      : undefined;
  }

  async standing(by: { conversationId: string } | { ticketId: string }): Promise<Standing | undefined> {
    const [ticketId, conversationId] = 'ticketId' in by ? [by.ticketId, null] : [null, by.conversationId];
    const row = await this.#one<{ conversation: ConversationRow | null; tickets: TicketRow[]; messages: MessageRow[] }>(
      `with place as (select coalesce($2, (select conversation_id from ingestion.ticket where ticket_id = $1)) as id),
       m as (select * from ingestion.message where conversation_id = (select id from place) order by seq desc limit ${shownMessages})
       select
         (select to_jsonb(c) from ingestion.conversation c where conversation_id = (select id from place)) as conversation,
         (select coalesce(jsonb_agg(to_jsonb(t) order by opened_at, ticket_id), '[]') from ingestion.ticket t where conversation_id = (select id from place)) as tickets,
         (select coalesce(jsonb_agg(to_jsonb(m) order by seq), '[]') from m) as messages`,
      [ticketId, conversationId],
    );
    if (!row.conversation) return undefined;
    return { conversation: toConversation(row.conversation), tickets: row.tickets.map(toTicket), messages: row.messages.map(toMessage) };
  }

  /** The latest replies of a conversation, as they were said on the bus. */
  async delivered(conversationId: string): Promise<ReplyDelivered[]> {
    const rows = await this.db.query<{ event: ReplyDelivered }>(
      `select event from (select event, at from ingestion.delivery where conversation_id = $1 and event is not null order by at desc limit 5) d order by at`,
      [conversationId],
    );
    return rows.map(({ event }) => event);
  }

  async #one<Row extends object>(sql: string, params: unknown[]): Promise<Row> {
    const [row] = await this.db.query<Row>(sql, params);
    return row!;
  }
}
