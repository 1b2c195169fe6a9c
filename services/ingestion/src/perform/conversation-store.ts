import type { ReplyDelivered } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Database } from '@deskhand/kit/database.js';
import { groupedRead } from '@deskhand/kit/grouped-read.js';
import type { Conversation, StoredMessage, Ticket } from '../decide/conversation.js';
import type { OfferedCode } from '../decide/judge-code.js';
import { codeColumns, toOfferedCode, type CodeRow } from './code-rows.js';
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
  /** One-time codes offered in the conversation, oldest first. */
  codes: OfferedCode[];
  /** Tokens of the addresses that tickets of the conversation came with. */
  emails: string[];
}

/** What a reply meets. */
export interface Pending {
  conversation: Conversation | undefined;
  ticket: Ticket | undefined;
  sentBefore: boolean;
  /** The seq of the message that it answers. */
  answersSeq: number;
}

/** What a reply meets that asks who somebody is. */
export interface Unproven {
  /** The customer's messages that it answers. */
  turn: { seq: number; text: string }[];
  /** The message to the customer before it asked the same. */
  again: boolean;
  /** Messages that name an e-mail address, newest first, tokenised. */
  typed: string[];
  /** Tokens of the addresses that tickets came with. */
  emails: string[];
  /** Oldest first. */
  codes: OfferedCode[];
}

/** What a person's word meets. */
export interface Held {
  conversation: Conversation;
  /** Oldest first. */
  ticketIds: string[];
  /** The ticket of the customer's last message, and that message. */
  latest: { ticket: Ticket; messageId: string } | undefined;
  repeated: KnownMessage | undefined;
  /** What was said under the conversation's epoch: message ids. */
  said: string[];
}

export interface Standing {
  conversation: Conversation;
  tickets: Ticket[];
  messages: StoredMessage[];
}

const recentKept = 20;
const turnsKept = 200;
const toolMessagesKept = 40;
const shownMessages = 100;

const codesOf = (place: string) => `(select jsonb_agg(to_jsonb(o) order by o.seq) from (select ${codeColumns} from ingestion.one_time_code where conversation_id = ${place}) o)`;
const emailsOf = (place: string) => `(select jsonb_agg(distinct customer ->> 'email') from ingestion.ticket where conversation_id = ${place} and jsonb_exists(customer, 'email'))`;

const arrivedSql = `select
   (select to_jsonb(c) from ingestion.conversation c where conversation_id = place.id) as conversation,
   ${codesOf('place.id')} as codes,
   ${emailsOf('place.id')} as emails,
   (select to_jsonb(t) from ingestion.ticket t where ticket_id = $2) as ticket,
   (select content from ingestion.message where message_id = $1) as repeated
 from (select coalesce((select conversation_id from ingestion.ticket where ticket_id = $2), $3) as id) place`;

const messagesBeforeSql = `select to_jsonb(m) as m from (
   (select * from ingestion.message where conversation_id = $1 order by seq desc limit ${recentKept})
   union
   (select * from ingestion.message where conversation_id = $1 and ticket_id = $2 and author = 'customer' and seq > $3 order by seq desc limit ${turnsKept})
   union
   (select * from ingestion.message where conversation_id = $1 and tool_results is not null order by seq desc limit ${toolMessagesKept})) m
 order by m.seq`;

const pendingSql = `select
   (select to_jsonb(c) from ingestion.conversation c where conversation_id = $1) as conversation,
   (select to_jsonb(t) from ingestion.ticket t where ticket_id = $2) as ticket,
   exists (select from ingestion.delivery where message_id = $3) as sent,
   (select seq from ingestion.message where message_id = $4) as answers`;

interface ArrivedRow {
  conversation: ConversationRow | null;
  codes: CodeRow[] | null;
  emails: string[] | null;
  ticket: TicketRow | null;
  repeated: string | null;
}

interface PendingRow {
  conversation: ConversationRow | null;
  ticket: TicketRow | null;
  sent: boolean;
  answers: number | null;
}

/** Reads; writes are in conversation-writes.ts and committed by the bus. */
export class ConversationStore {
  readonly #arrived;
  readonly #messagesBefore;
  readonly #exists;
  readonly #pending;

  constructor(private readonly db: Database) {
    this.#arrived = groupedRead<ArrivedRow>(db, ['text', 'text', 'text'], arrivedSql);
    this.#messagesBefore = groupedRead<{ m: MessageRow }>(db, ['text', 'text', 'int'], messagesBeforeSql);
    this.#exists = groupedRead(db, ['text'], 'select 1 as one from ingestion.conversation where conversation_id = $1');
    this.#pending = groupedRead<PendingRow>(db, ['text', 'text', 'text', 'text'], pendingSql);
  }

  /** @param conversationId where the message goes when its ticket is not known yet */
  async arrived(messageId: string, ticketId: string, conversationId: string): Promise<Arrived> {
    const row = (await this.#arrived(messageId, ticketId, conversationId))[0]!;
    const ticket = row.ticket ? toTicket(row.ticket) : undefined;
    const repeated = row.repeated === null ? undefined : { content: row.repeated };
    const beside = { ticket, repeated, codes: (row.codes ?? []).map(toOfferedCode), emails: row.emails ?? [] };
    if (!row.conversation || repeated) return { conversation: row.conversation ? toConversation(row.conversation) : undefined, ...beside, messages: [] };
    const conversation = toConversation(row.conversation);
    return { conversation, ...beside, messages: await this.#before(conversation.conversationId, ticket) };
  }

  /** The last messages, those of the ticket that wait for an answer, and those with tool results. */
  async #before(conversationId: string, ticket: Ticket | undefined): Promise<StoredMessage[]> {
    const rows = await this.#messagesBefore(conversationId, ticket?.ticketId ?? '', ticket?.answered ?? 0);
    return rows.map(({ m }) => toMessage(m));
  }

  async conversationOf(ticketId: string): Promise<string | undefined> {
    if (ticketId.includes('\0')) return undefined;
    const [row] = await this.db.query<{ conversation_id: string }>('select conversation_id from ingestion.ticket where ticket_id = $1', [ticketId]);
    return row?.conversation_id;
  }

  async exists(conversationId: string): Promise<boolean> {
    return (await this.#exists(conversationId)).length > 0;
  }

  async pending(conversationId: string, ticketId: string, messageId: string, inReplyTo: string): Promise<Pending> {
    const row = (await this.#pending(conversationId, ticketId, messageId, inReplyTo))[0]!;
    return {
      conversation: row.conversation ? toConversation(row.conversation) : undefined,
      ticket: row.ticket ? toTicket(row.ticket) : undefined,
      sentBefore: row.sent,
      answersSeq: row.answers ?? 0,
    };
  }

  /** What a reply that asks who somebody is has to know besides. @param answersSeq the seq of the message that it answers */
  async unproven(conversationId: string, { ticketId, answered }: Ticket, answersSeq: number): Promise<Unproven> {
    const [row] = await this.db.query<{ turn: { seq: number; text: string }[] | null; again: boolean | null; typed: string[] | null; emails: string[] | null; codes: CodeRow[] | null }>(
      `select
         (select jsonb_agg(jsonb_build_object('seq', seq, 'text', text) order by seq) from ingestion.message
          where conversation_id = $1 and ticket_id = $2 and author = 'customer' and seq > $3::int and seq <= $4::int) as turn,
         (select pending ->> 'missing' = 'verification' from ingestion.message where conversation_id = $1 and author <> 'customer' order by seq desc limit 1) as again,
         (select jsonb_agg(text order by seq desc) from (
            select text, seq from ingestion.message where conversation_id = $1 and author = 'customer' and strpos(text, '<EMAIL_') > 0 order by seq desc limit 5) m) as typed,
         ${emailsOf('$1')} as emails,
         ${codesOf('$1')} as codes`,
      [conversationId, ticketId, answered, answersSeq],
    );
    return { turn: row?.turn ?? [], again: row?.again ?? false, typed: row?.typed ?? [], emails: row?.emails ?? [], codes: (row?.codes ?? []).map(toOfferedCode) };
  }

  /** @param messageId of the reply that a person gives, to see whether it came before */
  async held(conversationId: string, messageId: string): Promise<Held | undefined> {
    if (conversationId.includes('\0')) return undefined;
    const [row] = await this.db.query<{ conversation: ConversationRow | null; ids: string[] | null; latest: TicketRow | null; last: string | null; repeated: string | null; said: string[] | null }>(
      `with l as (select message_id, ticket_id from ingestion.message where conversation_id = $1 and author = 'customer' order by seq desc limit 1)
       select
         (select to_jsonb(c) from ingestion.conversation c where conversation_id = $1) as conversation,
         (select jsonb_agg(ticket_id order by opened_at, ticket_id) from ingestion.ticket where conversation_id = $1) as ids,
         (select to_jsonb(t) from ingestion.ticket t, l where t.ticket_id = l.ticket_id) as latest,
         (select message_id from l) as last,
         (select content from ingestion.message where message_id = $2) as repeated,
         (select jsonb_agg(d.message_id) from ingestion.delivery d, ingestion.conversation c
          where d.conversation_id = $1 and c.conversation_id = $1 and d.epoch = c.epoch) as said`,
      [conversationId, messageId],
    );
    return row?.conversation
      ? {
          conversation: toConversation(row.conversation),
          ticketIds: row.ids ?? [],
          latest: row.latest && row.last ? { ticket: toTicket(row.latest), messageId: row.last } : undefined,
          repeated: row.repeated === null ? undefined : { content: row.repeated },
          said: row.said ?? [],
        }
      : undefined;
  }

  async standing(by: { conversationId: string } | { ticketId: string }): Promise<Standing | undefined> {
    const [ticketId, conversationId] = 'ticketId' in by ? [by.ticketId, null] : [null, by.conversationId];
    const [row] = await this.db.query<{ conversation: ConversationRow | null; tickets: TicketRow[]; messages: MessageRow[] }>(
      `with place as (select coalesce($2, (select conversation_id from ingestion.ticket where ticket_id = $1)) as id),
       m as (select * from ingestion.message where conversation_id = (select id from place) order by seq desc limit ${shownMessages})
       select
         (select to_jsonb(c) from ingestion.conversation c where conversation_id = (select id from place)) as conversation,
         (select coalesce(jsonb_agg(to_jsonb(t) order by opened_at, ticket_id), '[]') from ingestion.ticket t where conversation_id = (select id from place)) as tickets,
         (select coalesce(jsonb_agg(to_jsonb(m) order by seq), '[]') from m) as messages`,
      [ticketId, conversationId],
    );
    if (!row?.conversation) return undefined;
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
}
