import { statement, write, type Write } from '@deskhand/bus/statement.js';
import type { OutgoingEvent } from '@deskhand/bus/delivery.js';
import { erasedText } from '@deskhand/contracts/erase-texts.js';

export interface ErasureRow {
  conversation_id: string;
  revision: number;
  customer: string;
  by: string;
  at: string;
  event_id: string;
  lane: string;
  event: object;
  counts: object;
}

const rowsOf = `with r as (select * from jsonb_to_recordset($1::jsonb) as r(i int, conversation_id text))`;
const one = (name: string, sql: string) => statement<{ conversation_id: string }>(`ingestion.erase-${name}`, `${rowsOf} ${sql}`);

/** Keys first; then whatever they and people wrote. Ids, times, and who of the shop's people said it stay. */
const erasures = [
  one('keys', 'delete from ingestion.vault_key k using r where k.conversation_id = r.conversation_id'),
  one('tokens', 'delete from ingestion.vault_token t using r where t.conversation_id = r.conversation_id'),
  one('codes', 'delete from ingestion.one_time_code c using r where c.conversation_id = r.conversation_id'),
  one('messages', `update ingestion.message m set text = '${erasedText}', pending = null, tool_results = null from r where m.conversation_id = r.conversation_id`),
  one('tickets', `update ingestion.ticket t set subject = '', metadata = '{}', customer = '{}' from r where t.conversation_id = r.conversation_id`),
  one('deliveries', `update ingestion.delivery d set event = d.event || '{"text":"${erasedText}","citations":[]}' from r where d.conversation_id = r.conversation_id and d.event is not null`),
  one('generation', 'update ingestion.vault_generation set n = n + (select count(*) from r)'),
];

const insertErasure = statement<ErasureRow>(
  'ingestion.erasure',
  `insert into ingestion.erasure (conversation_id, revision, customer, by, at, event_id, lane, event, counts)
   select conversation_id, revision, customer, by, at, event_id, lane, event, counts
   from jsonb_to_recordset($1::jsonb) as r(i int, conversation_id text, revision int, customer text, by text, at timestamptz, event_id text, lane text, event jsonb, counts jsonb)
   on conflict do nothing`,
);

/** Everything that is written when a conversation is erased, but the conversation itself. */
export function eraseConversation(event: OutgoingEvent, row: Omit<ErasureRow, 'event_id' | 'lane' | 'event'>): Write[] {
  const { conversation_id } = row;
  return [...erasures.map((erase) => write(erase, { conversation_id })), write(insertErasure, { ...row, event_id: event.id, lane: event.lane, event: event.body })];
}
