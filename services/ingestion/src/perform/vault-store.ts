import { statement } from '@deskhand/bus/statement.js';
import type { Database } from '@deskhand/kit/database.js';
import type { PersonalKind } from '../decide/personal-span.js';
import { prepared } from './prepared.js';

export interface SealedToken {
  token: string;
  conversationId: string;
  kind: PersonalKind;
  sealed: Buffer;
  wrapped: Buffer;
}

/** Once per conversation: a second key would make the first one's tokens unreadable. */
export const insertKey = statement<{ conversation_id: string; wrapped: string }>(
  'ingestion.vault-key',
  `with r as (select * from jsonb_to_recordset($1::jsonb) as r(i int, conversation_id text, wrapped bytea))
   insert into ingestion.vault_key as k (conversation_id, wrapped) select distinct on (conversation_id) conversation_id, wrapped from r
   on conflict do nothing returning (select min(i) from r where r.conversation_id = k.conversation_id) as i`,
  { conditional: true },
);

/** A token is one conversation's for ever: where another has it already, nothing is applied and the digest is drawn anew. */
export const insertToken = statement<{ token: string; conversation_id: string; kind: string; sealed: string }>(
  'ingestion.vault-token',
  `with r as (select * from jsonb_to_recordset($1::jsonb) as r(i int, token text, conversation_id text, kind text, sealed bytea))
   insert into ingestion.vault_token as t (token, conversation_id, kind, sealed) select token, conversation_id, kind, sealed from r
   on conflict (token) do update set kind = excluded.kind where t.conversation_id = excluded.conversation_id
   returning (select min(i) from r where r.token = t.token) as i`,
  { conditional: true },
);

export class VaultStore {
  constructor(private readonly db: Database) {}

  async wrappedKey(conversationId: string): Promise<Buffer | undefined> {
    const [row] = await prepared<{ wrapped: Uint8Array }>(this.db, 'vault-key', 'select wrapped from ingestion.vault_key where conversation_id = $1', [conversationId]);
    return row && Buffer.from(row.wrapped);
  }

  /** Token to the conversation that has it. */
  async owners(tokens: readonly string[]): Promise<Map<string, string>> {
    const rows = await prepared<{ token: string; conversation_id: string }>(this.db, 'vault-owners', 'select token, conversation_id from ingestion.vault_token where token = any($1)', [tokens]);
    return new Map(rows.map(({ token, conversation_id }) => [token, conversation_id]));
  }

  async sealed(tokens: readonly string[]): Promise<SealedToken[]> {
    const rows = await prepared<{ token: string; conversation_id: string; kind: PersonalKind; sealed: Uint8Array; wrapped: Uint8Array }>(
      this.db,
      'vault-sealed',
      `select t.token, t.conversation_id, t.kind, t.sealed, k.wrapped
       from ingestion.vault_token t join ingestion.vault_key k using (conversation_id) where t.token = any($1)`,
      [tokens],
    );
    return rows.map(({ token, conversation_id, kind, sealed, wrapped }) => ({ token, conversationId: conversation_id, kind, sealed: Buffer.from(sealed), wrapped: Buffer.from(wrapped) }));
  }

  /** Any key: to see at start whether the master key fits. */
  async anyKey(): Promise<{ conversationId: string; wrapped: Buffer } | undefined> {
    const [row] = await this.db.query<{ conversation_id: string; wrapped: Uint8Array }>('select conversation_id, wrapped from ingestion.vault_key limit 1');
    return row && { conversationId: row.conversation_id, wrapped: Buffer.from(row.wrapped) };
  }
}
