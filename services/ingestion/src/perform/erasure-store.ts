import type { OutgoingEvent } from '@deskhand/bus/delivery.js';
import { eraseTexts } from '@deskhand/contracts/erase-texts.js';
import type { Database } from '@deskhand/kit/database.js';
import { type ConversationRow, type MessageRow, type TicketRow, toConversation, toMessage, toTicket } from './conversation-rows.js';
import type { Standing } from './conversation-store.js';

/** One erased conversation, as the certificate names it. */
export interface Erased {
  conversationId: string;
  erasedAt: string;
  by: string;
  counts: Counts;
}

/** What there was. */
export interface Counts {
  tickets: number;
  messages: number;
  keys: number;
  tokens: number;
}

/** What erasure and export read. */
export class ErasureStore {
  constructor(private readonly db: Database) {}

  /** Authenticated as the customer, or submitted with that customer's id; with a time, those that had begun by then and were not erased since. */
  async conversationsOf(customerId: string, openedBefore?: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `select id from (
         select conversation_id as id from ingestion.conversation where customer_id = $1
         union select conversation_id from ingestion.ticket where customer ->> 'id' = $1) c
       where $2::timestamptz is null or (exists (select from ingestion.ticket t where t.conversation_id = c.id and t.opened_at < $2)
         and not exists (select from ingestion.erasure e where e.conversation_id = c.id and e.at >= $2)) order by id`,
      [customerId, openedBefore ?? null],
    );
    return rows.map(({ id }) => id);
  }

  async counts(conversationId: string): Promise<Counts> {
    const [row] = await this.db.query<{ counts: Counts }>(
      `select jsonb_build_object(
         'tickets', (select count(*) from ingestion.ticket where conversation_id = $1), 'messages', (select count(*) from ingestion.message where conversation_id = $1),
         'keys', (select count(*) from ingestion.vault_key where conversation_id = $1), 'tokens', (select count(*) from ingestion.vault_token where conversation_id = $1)) as counts`,
      [conversationId],
    );
    return row!.counts;
  }

  /** The whole of it, however long. */
  async whole(conversationId: string): Promise<Standing> {
    const [row] = await this.db.query<{ conversation: ConversationRow; tickets: TicketRow[]; messages: MessageRow[] }>(
      `select
         (select to_jsonb(c) from ingestion.conversation c where conversation_id = $1) as conversation,
         (select coalesce(jsonb_agg(to_jsonb(t) order by opened_at, ticket_id), '[]') from ingestion.ticket t where conversation_id = $1) as tickets,
         (select coalesce(jsonb_agg(to_jsonb(m) order by seq), '[]') from ingestion.message m where conversation_id = $1) as messages`,
      [conversationId],
    );
    return { conversation: toConversation(row!.conversation), tickets: row!.tickets.map(toTicket), messages: row!.messages.map(toMessage) };
  }

  /** Erasures that the view has not been told of for sure. */
  async unshown(customer: string): Promise<{ event: OutgoingEvent; at: string }[]> {
    const rows = await this.db.query<{ conversation_id: string; event_id: string; lane: OutgoingEvent['lane']; event: object; at: Date }>(
      `select conversation_id, event_id, lane, event, at from ingestion.erasure where customer = $1 and not shown order by at, conversation_id`,
      [customer],
    );
    return rows.map(({ conversation_id: key, event_id: id, lane, event: body, at }) => ({
      event: { id, topic: 'conversation.erased.v1', lane, key, subject: null, body },
      at: new Date(at).toISOString(),
    }));
  }

  async shown(customer: string): Promise<void> {
    await this.db.query(`update ingestion.erasure set shown = true where customer = $1 and not shown`, [customer]);
  }

  /** All that was ever erased of the customer, oldest first. */
  async of(customer: string): Promise<Erased[]> {
    const rows = await this.db.query<Omit<Erased, 'erasedAt'> & { at: Date }>(
      `select conversation_id as "conversationId", at, by, counts from ingestion.erasure where customer = $1 order by at, conversation_id`,
      [customer],
    );
    return rows.map(({ at, ...same }) => ({ ...same, erasedAt: new Date(at).toISOString() }));
  }

  /** The embedded log keeps its events for days: those that everybody has heard lose their texts now. On Kafka retention does it. */
  async eraseLog(conversationId: string): Promise<void> {
    if (!this.db.embedded) return;
    const rows = await this.db.query<{ seq: string; value: string }>(
      `select seq, value from bus.log where key = $1 and seq <= (select coalesce(min(seq), 0) from bus.position)`,
      [conversationId],
    );
    for (const { seq, value } of rows) await this.db.query(`update bus.log set value = $2 where seq = $1`, [seq, erasedJson(value)]);
  }
}

function erasedJson(value: string): string {
  try {
    return JSON.stringify(eraseTexts(JSON.parse(value) as unknown));
  } catch {
    return '{}';
  }
}
