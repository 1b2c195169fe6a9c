import { statement, write, type Write } from '@deskhand/bus/statement.js';
import type { ReplyDelivered } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Conversation, StoredMessage, Ticket } from '../decide/conversation.js';
import { fromConversation, fromMessage, fromTicket, type ConversationRow, type MessageRow, type TicketRow } from './conversation-rows.js';

const conversationColumns = `conversation_id text, version int, source text, lane text, revision int, epoch int, held_by text, customer_id text,
  authenticated_at timestamptz, customer_messages int, waiting int[], changed_at timestamptz`;

// Records of one conversation may come under different keys: of two in a batch one is applied, and the other runs again.
const upsertConversation = statement<ConversationRow>(
  'ingestion.conversation',
  `with r as (select distinct on (conversation_id) * from jsonb_to_recordset($1::jsonb) as r(i int, ${conversationColumns}) order by conversation_id, i)
   insert into ingestion.conversation as c (conversation_id, version, source, lane, revision, epoch, held_by, customer_id, authenticated_at, customer_messages, waiting, changed_at)
   select conversation_id, version, source, lane, revision, epoch, held_by, customer_id, authenticated_at, customer_messages, waiting, changed_at from r
   on conflict (conversation_id) do update set version = excluded.version, revision = excluded.revision, epoch = excluded.epoch, held_by = excluded.held_by,
     customer_id = excluded.customer_id, authenticated_at = excluded.authenticated_at, customer_messages = excluded.customer_messages,
     waiting = excluded.waiting, changed_at = excluded.changed_at
   where c.version = excluded.version - 1
   returning (select i from r where r.conversation_id = c.conversation_id) as i`,
  { conditional: true },
);

const insertTicket = statement<TicketRow>(
  'ingestion.ticket',
  `with r as (select distinct on (ticket_id) * from jsonb_to_recordset($1::jsonb) as r(i int, ticket_id text, conversation_id text, source text, source_id text,
     channel text, subject text, metadata jsonb, customer jsonb, content text, turn int, answered int, dry_run boolean, opened_at timestamptz) order by ticket_id, i)
   insert into ingestion.ticket as t (ticket_id, conversation_id, source, source_id, channel, subject, metadata, customer, content, turn, answered, dry_run, opened_at)
   select ticket_id, conversation_id, source, source_id, channel, subject, metadata, customer, content, turn, answered, dry_run, opened_at from r
   on conflict do nothing returning (select i from r where r.ticket_id = t.ticket_id) as i`,
  { conditional: true },
);

const updateTurn = statement<{ ticket_id: string; turn: number }>(
  'ingestion.turn',
  `update ingestion.ticket t set turn = r.turn from jsonb_to_recordset($1::jsonb) as r(i int, ticket_id text, turn int) where t.ticket_id = r.ticket_id`,
);

/** `ticket_id` null: every ticket of the conversation. */
const markAnswered = statement<{ conversation_id: string; ticket_id: string | null; seq: number }>(
  'ingestion.answered',
  `update ingestion.ticket t set answered = r.seq from jsonb_to_recordset($1::jsonb) as r(i int, conversation_id text, ticket_id text, seq int)
   where t.conversation_id = r.conversation_id and (r.ticket_id is null or t.ticket_id = r.ticket_id) and t.answered < r.seq`,
);

const insertMessage = statement<MessageRow>(
  'ingestion.message',
  `with r as (select * from jsonb_to_recordset($1::jsonb) as r(i int, message_id text, conversation_id text, ticket_id text, seq int, author text, said_by text,
     text text, at timestamptz, content text, intent text, pending jsonb, tool_results jsonb))
   insert into ingestion.message as m (message_id, conversation_id, ticket_id, seq, author, said_by, text, at, content, intent, pending, tool_results)
   select message_id, conversation_id, ticket_id, seq, author, said_by, text, at, content, intent, pending, tool_results from r
   on conflict do nothing returning (select min(i) from r where r.message_id = m.message_id) as i`,
  { conditional: true },
);

const insertDelivery = statement<{
  message_id: string;
  conversation_id: string;
  ticket_id: string;
  turn: number;
  epoch: number;
  event_id: string | null;
  event: ReplyDelivered | null;
  at: string;
}>(
  'ingestion.delivery',
  `with r as (select * from jsonb_to_recordset($1::jsonb) as r(i int, message_id text, conversation_id text, ticket_id text, turn int, epoch int, event_id text,
     event jsonb, at timestamptz))
   insert into ingestion.delivery as d (message_id, conversation_id, ticket_id, turn, epoch, event_id, event, at)
   select message_id, conversation_id, ticket_id, turn, epoch, event_id, event, at from r
   on conflict do nothing returning (select min(i) from r where r.message_id = d.message_id) as i`,
  { conditional: true },
);

export function keepConversation(conversation: Conversation): Write {
  return write(upsertConversation, fromConversation(conversation));
}

export function openTicket(ticket: Ticket): Write {
  return write(insertTicket, fromTicket(ticket));
}

export function nextTurn({ ticketId, turn }: Ticket): Write {
  return write(updateTurn, { ticket_id: ticketId, turn });
}

/** Up to `seq`, in one ticket or in all of the conversation. */
export function answered(conversationId: string, ticketId: string | null, seq: number): Write {
  return write(markAnswered, { conversation_id: conversationId, ticket_id: ticketId, seq });
}

export function keepMessage(message: StoredMessage): Write {
  return write(insertMessage, fromMessage(message));
}

/** @param event what the world is told; null for a dry run */
export function keepDelivery({ messageId, conversationId, ticketId, at }: StoredMessage, turn: number, epoch: number, event: ReplyDelivered | null): Write {
  const row = { message_id: messageId, conversation_id: conversationId, ticket_id: ticketId, turn, epoch };
  return write(insertDelivery, { ...row, event_id: event?.eventId ?? null, event, at });
}

const noteTakeover = statement<{ conversation_id: string; at: string }>(
  'ingestion.takeover',
  `insert into ingestion.takeover as k (conversation_id, at)
   select conversation_id, max(at) from jsonb_to_recordset($1::jsonb) as r(i int, conversation_id text, at timestamptz) group by conversation_id
   on conflict (conversation_id) do update set at = greatest(k.at, excluded.at)`,
);

/** Fences what people had approved before. */
export function tookOver({ conversationId, changedAt }: Conversation): Write {
  return write(noteTakeover, { conversation_id: conversationId, at: changedAt });
}
