import { statement, write, type Write } from '@deskhand/bus/statement.js';
import type { OfferedCode } from '../decide/judge-code.js';

export interface NewCode {
  codeId: string;
  conversationId: string;
  seq: number;
  addresses: readonly string[];
  customerId: string | null;
  digest: string;
  sealed: Buffer;
  offeredAt: string;
  expiresAt: string;
}

const insertCode = statement<Record<string, unknown>>(
  'ingestion.offer-code',
  `insert into ingestion.one_time_code (code_id, conversation_id, seq, addresses, customer_id, digest, sealed, state, offered_at, expires_at)
   select code_id, conversation_id, seq, addresses, customer_id, digest, sealed, 'asked', offered_at, expires_at
   from jsonb_to_recordset($1::jsonb) as r(i int, code_id text, conversation_id text, seq int, addresses jsonb, customer_id text, digest text, sealed bytea,
     offered_at timestamptz, expires_at timestamptz)
   on conflict do nothing`,
);

/** Applied only on top of what was judged: of two guesses that come together the second is judged anew. */
const updateCode = statement<Record<string, unknown>>(
  'ingestion.judge-code',
  `update ingestion.one_time_code c set state = r.state, tries = r.tries, glances = r.glances, sealed = case when r.state in ('used', 'ended') then null else c.sealed end
   from jsonb_to_recordset($1::jsonb) as r(i int, code_id text, state text, tries int, glances int, was_state text, was_tries int, was_glances int)
   where c.code_id = r.code_id and c.state = r.was_state and c.tries = r.was_tries and c.glances = r.was_glances returning r.i`,
  { conditional: true },
);

export function offerCode({ codeId, conversationId, customerId, offeredAt, expiresAt, sealed, ...same }: NewCode): Write {
  const times = { offered_at: offeredAt, expires_at: expiresAt };
  return write(insertCode, { ...same, ...times, code_id: codeId, conversation_id: conversationId, customer_id: customerId, sealed: `\\x${sealed.toString('hex')}` });
}

export function changeCode(before: OfferedCode, { state, tries, glances }: OfferedCode): Write {
  return write(updateCode, { code_id: before.codeId, state, tries, glances, was_state: before.state, was_tries: before.tries, was_glances: before.glances });
}
