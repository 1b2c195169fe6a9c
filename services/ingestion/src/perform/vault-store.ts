import { statement } from '@deskhand/bus/statement.js';
import type { Database } from '@deskhand/kit/database.js';
import { groupedRead } from '@deskhand/kit/grouped-read.js';
import type { PersonalKind } from '../decide/personal-span.js';
import type { Wrapped } from './vault-keys.js';

export interface SealedToken {
  token: string;
  conversationId: string;
  kind: PersonalKind;
  sealed: Buffer;
  /** The conversation's key. */
  key: Wrapped;
}

/** A key and whose it is: a conversation's, or one of the vault's own (see `ownerOfSecret`). */
export interface OwnedKey extends Wrapped {
  owner: string;
}

/** Once per conversation: a second key would make the first one's tokens unreadable. */
export const insertKey = statement<{ conversation_id: string; master: string; wrapped: string }>(
  'ingestion.vault-key',
  `with r as (select * from jsonb_to_recordset($1::jsonb) as r(i int, conversation_id text, master text, wrapped bytea))
   insert into ingestion.vault_key as k (conversation_id, master, wrapped) select distinct on (conversation_id) conversation_id, master, wrapped from r
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

/** No conversation can have such an id: ids are printable. */
export function ownerOfSecret(name: string): string {
  return `\u0001${name}`;
}

export class VaultStore {
  readonly #keys;
  readonly #owners;
  readonly #sealed;
  readonly #generation;

  constructor(private readonly db: Database) {
    this.#keys = groupedRead<WrappedRow>(db, ['text'], 'select master, wrapped from ingestion.vault_key where conversation_id = $1');
    this.#owners = groupedRead<{ token: string; conversation_id: string }>(db, ['text[]'], 'select token, conversation_id from ingestion.vault_token where token = any($1)');
    this.#sealed = groupedRead<{ token: string; conversation_id: string; kind: PersonalKind; sealed: Uint8Array } & WrappedRow>(
      db,
      ['text[]'],
      `select t.token, t.conversation_id, t.kind, t.sealed, k.master, k.wrapped
       from ingestion.vault_token t join ingestion.vault_key k using (conversation_id) where t.token = any($1)`,
    );
    this.#generation = groupedRead<{ n: string }>(db, [], 'select n from ingestion.vault_generation');
  }

  async wrappedKey(conversationId: string): Promise<Wrapped | undefined> {
    const [row] = await this.#keys(conversationId);
    return row && toWrapped(row);
  }

  /** Token to the conversation that has it. */
  async owners(tokens: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#owners(tokens);
    return new Map(rows.map(({ token, conversation_id }) => [token, conversation_id]));
  }

  async sealed(tokens: readonly string[]): Promise<SealedToken[]> {
    const rows = await this.#sealed(tokens);
    return rows.map(({ token, conversation_id, kind, sealed, ...key }) => ({ token, conversationId: conversation_id, kind, sealed: Buffer.from(sealed), key: toWrapped(key) }));
  }

  /** Which master keys wrap anything. */
  async masters(): Promise<string[]> {
    const rows = await this.db.query<{ master: string }>('select distinct master from ingestion.vault_key union select master from ingestion.vault_secret');
    return rows.map(({ master }) => master);
  }

  /** The vault's own key of that name; made where there is none. */
  async secret(name: string, make: () => Wrapped): Promise<Wrapped> {
    const { master, wrapped } = make();
    await this.db.query('insert into ingestion.vault_secret (name, master, wrapped) values ($1, $2, $3) on conflict do nothing', [name, master, wrapped]);
    const [row] = await this.db.query<WrappedRow>('select master, wrapped from ingestion.vault_secret where name = $1', [name]);
    return toWrapped(row!);
  }

  /** Keys that another master key wraps, in the order of their owners. */
  async wrappedByOthers(master: string, after: string, limit: number): Promise<OwnedKey[]> {
    const rows = await this.db.query<WrappedRow & { owner: string }>(
      `select * from (
         (select conversation_id as owner, master, wrapped from ingestion.vault_key where master <> $1 and conversation_id > $2 order by conversation_id limit $3)
         union all select chr(1) || name, master, wrapped from ingestion.vault_secret where master <> $1 and chr(1) || name > $2) k
       order by owner limit $3`,
      [master, after, limit],
    );
    return rows.map(({ owner, ...row }) => ({ owner, ...toWrapped(row) }));
  }

  /** Where the old wrapping still stands: a key that was destroyed meanwhile stays destroyed. */
  async rewrap(keys: readonly (OwnedKey & { from: string })[]): Promise<number> {
    const rows = keys.map(({ owner, from, master, wrapped }) => ({ owner, was: from, master, wrapped: `\\x${wrapped.toString('hex')}` }));
    const [done] = await this.db.query<{ n: number }>(
      `with r as (select * from jsonb_to_recordset($1::jsonb) as r(owner text, was text, master text, wrapped bytea)),
       keys as (update ingestion.vault_key k set master = r.master, wrapped = r.wrapped from r where k.conversation_id = r.owner and k.master = r.was returning 1),
       secrets as (update ingestion.vault_secret s set master = r.master, wrapped = r.wrapped from r where chr(1) || s.name = r.owner and s.master = r.was returning 1)
       select ((select count(*) from keys) + (select count(*) from secrets))::int as n`,
      [JSON.stringify(rows)],
    );
    return done!.n;
  }

  /** Raised by each erasure. With the embedded database this process is the only one and needs not ask. */
  async generation(): Promise<string> {
    if (this.db.embedded) return '';
    const [row] = await this.#generation();
    return String(row?.n ?? '');
  }
}

interface WrappedRow {
  master: string;
  wrapped: Uint8Array;
}

function toWrapped({ master, wrapped }: WrappedRow): Wrapped {
  return { master, wrapped: Buffer.from(wrapped) };
}
