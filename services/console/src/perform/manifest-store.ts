import { statement, write, type Write } from '@deskhand/bus/statement.js';
import type { Database } from '@deskhand/kit/database.js';
import { groupedRead } from '@deskhand/kit/grouped-read.js';
import type { PublicKey } from '../verify/manifest-file.js';

/** Where a conversation's chain ends. */
export interface Chain {
  readonly length: number;
  readonly head: string | null;
  /** What its texts are hashed with, wrapped by the desk's own key; null before the first output and once it was erased. */
  readonly textKey: string | null;
}

export interface ManifestRow {
  conversation_id: string;
  n: number;
  ticket_id: string;
  event_id: string;
  sha256: string;
  line: string;
}

interface ChainRow {
  conversation_id: string;
  was: number;
  length: number;
  head: string | null;
  key_was: string | null;
  text_key: string | null;
}

/** Takes effect only where length and key are those that were read: an erasure meanwhile must not be undone. */
const saveChain = statement<ChainRow>(
  'console.manifest_chain',
  `with r as (
     select * from jsonb_to_recordset($1::jsonb) as r(i int, conversation_id text, was int, length int, head text, key_was text, text_key text)
   ), added as (
     insert into console.manifest_chain (conversation_id, length, head, text_key)
     select conversation_id, length, head, text_key from r where was = 0 order by i on conflict do nothing returning conversation_id
   ), changed as (
     update console.manifest_chain c set length = r.length, head = r.head, text_key = r.text_key
     from r where c.conversation_id = r.conversation_id and r.was > 0 and c.length = r.was and c.text_key is not distinct from r.key_was returning r.i
   )
   select i from changed union all select r.i from added join r using (conversation_id)`,
  { conditional: true },
);

const addManifest = statement<ManifestRow>(
  'console.manifest',
  `insert into console.manifest (conversation_id, n, ticket_id, event_id, sha256, line)
   select r.conversation_id, r.n, r.ticket_id, r.event_id, r.sha256, r.line
   from jsonb_to_recordset($1::jsonb) as r(i int, conversation_id text, n int, ticket_id text, event_id text, sha256 text, line text)
   order by r.i on conflict do nothing`,
);

export class ManifestStore {
  readonly #chains;

  constructor(private readonly db: Database) {
    this.#chains = groupedRead<Chain>(db, ['text'], `select length, head, text_key as "textKey" from console.manifest_chain where conversation_id = $1`);
  }

  async load(conversationId: string): Promise<Chain> {
    const [row] = await this.#chains(conversationId);
    return row ?? { length: 0, head: null, textKey: null };
  }

  save(conversationId: string, before: Chain, after: Chain, manifests: readonly ManifestRow[]): Write[] {
    const { length, head, textKey } = after;
    const chain = { conversation_id: conversationId, was: before.length, key_was: before.textKey, length, head, text_key: textKey };
    return [write(saveChain, chain), ...manifests.map((row) => write(addManifest, row))];
  }

  async has(conversationId: string, eventId: string, ticketId: string): Promise<boolean> {
    const rows = await this.db.query(`select from console.manifest where conversation_id = $1 and event_id = $2 and ticket_id = $3`, [conversationId, eventId, ticketId]);
    return rows.length > 0;
  }

  /** The whole chain and its end, as of one moment. */
  async read(conversationId: string): Promise<{ lines: string[]; chain: Chain }> {
    const rows = await this.db.query<{ line: string; sha256: string }>(`select line, sha256 from console.manifest where conversation_id = $1 order by n`, [conversationId]);
    return { lines: rows.map(({ line }) => line), chain: { length: rows.length, head: rows.at(-1)?.sha256 ?? null, textKey: null } };
  }

  async publish({ id, publicKey }: PublicKey): Promise<void> {
    await this.db.query(`insert into console.manifest_public_key (id, public_key) values ($1, $2) on conflict do nothing`, [id, publicKey]);
  }

  async publicKeys(): Promise<string[]> {
    const rows = await this.db.query<{ publicKey: string }>(`select public_key as "publicKey" from console.manifest_public_key order by at, id`);
    return rows.map(({ publicKey }) => publicKey);
  }
}
