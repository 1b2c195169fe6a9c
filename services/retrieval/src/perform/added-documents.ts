import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';
import type { Database } from '@deskhand/kit/database.js';
import { createHash } from 'node:crypto';
import type { NewDocument } from '../decide/new-document.js';
import { passageText } from '../decide/passage-text.js';

/** What is held of a document that somebody added. */
export interface AddedDocument extends NewDocument {
  readonly addedBy: string;
  readonly addedAt: string;
  readonly checkedAt: string;
}

export interface DocumentVersion {
  readonly version: string;
  readonly addedBy: string;
  readonly addedAt: string;
  readonly removed: boolean;
}

const columns = `id, version, title, category, priority, to_char(updated, 'YYYY-MM-DD') as updated, to_char(expires, 'YYYY-MM-DD') as expires, source, body,
  added_by as "addedBy", added_at as "addedAt", checked_at as "checkedAt", removed`;

/** The documents that people added besides the catalogue folder. Every version stays. */
export class AddedDocuments {
  constructor(private readonly db: Database) {}

  /** Grows with every change: another number, other documents. */
  async revision(): Promise<string> {
    const [row] = await this.db.query<{ revision: string | null }>('select max(seq)::text as revision from retrieval.added_document');
    return row?.revision ?? '0';
  }

  async current(): Promise<AddedDocument[]> {
    const rows = await this.db.query<AddedDocument & { removed: boolean; addedAt: Date; checkedAt: Date }>(
      `select * from (select distinct on (id) ${columns} from retrieval.added_document order by id, seq desc) latest where not removed order by id`,
    );
    return rows.map(({ removed: _, ...row }) => ({ ...row, addedAt: row.addedAt.toISOString(), checkedAt: row.checkedAt.toISOString() }));
  }

  /** All or none. */
  async add(documents: readonly NewDocument[], by: string): Promise<void> {
    if (documents.length === 0) return;
    await this.#change(
      `insert into retrieval.added_document (id, version, title, category, priority, updated, expires, source, body, added_by)
       select d.id, d.version, d.title, d.category, d.priority, d.updated, d.expires, d.source, d.body, $2
       from jsonb_to_recordset($1::jsonb) as d(id text, version text, title text, category text, priority text, updated date, expires date, source text, body text)`,
      [JSON.stringify(documents), by],
    );
  }

  /** Notes that their sources still say the same. */
  async confirm(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.db.query(
      `update retrieval.added_document set checked_at = now() where seq in (select max(seq) from retrieval.added_document where id = any($1::text[]) group by id)`,
      [ids],
    );
  }

  async remove(id: string, by: string): Promise<void> {
    await this.#change(
      `insert into retrieval.added_document (id, version, title, category, priority, updated, expires, source, body, added_by, removed)
       select id, version, title, category, priority, updated, expires, source, body, $2, true from retrieval.added_document where id = $1 order by seq desc limit 1`,
      [id, by],
    );
  }

  /** Ids of those that are there, or were. */
  async everKnown(ids: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>('select distinct id from retrieval.added_document where id = any($1::text[])', [ids]);
    return rows.map(({ id }) => id);
  }

  /** Removes documents with every word that any version of them said, their passages included. That there were some stays. */
  async erase(ids: readonly string[], by: string): Promise<void> {
    for (const id of ids) await this.remove(id, by);
    const said = await this.db.query<{ title: string; section: string; text: string }>(
      'select d.title, c.section, c.text from retrieval.chunk c join retrieval.document d on d.id = c.document where d.path = any($1::text[])',
      [ids],
    );
    await this.db.query('delete from retrieval.embedding where sha256 = any($1::text[])', [said.map((passage) => createHash('sha256').update(passageText(passage)).digest('hex'))]);
    await this.db.query("update retrieval.added_document set title = '', source = '', body = '' where id = any($1::text[])", [ids]);
    await this.db.query(
      `with erased as (update retrieval.document set title = '' where path = any($1::text[]) returning id)
       update retrieval.chunk c set section = '', text = '', search = '', embedding = array_fill(0::real, array[array_length(embedding, 1)]), model_embedding = null
       from erased where c.document = erased.id`,
      [ids],
    );
  }

  /** Newest first. */
  async versions(id: string): Promise<DocumentVersion[]> {
    const rows = await this.db.query<Omit<DocumentVersion, 'addedAt'> & { addedAt: Date }>(
      'select version, added_by as "addedBy", added_at as "addedAt", removed from retrieval.added_document where id = $1 order by seq desc',
      [id],
    );
    return rows.map((row) => ({ ...row, addedAt: row.addedAt.toISOString() }));
  }

  /** One writer at a time: a revision that has been seen never gets a smaller one behind it. */
  async #change(sql: string, values: unknown[]): Promise<void> {
    await this.db.transaction(async (client) => {
      await client.query(`select pg_advisory_xact_lock(hashtextextended('deskhand.retrieval.added', 0))`);
      await client.query(sql, values);
    });
  }
}

/** As the index takes it, like a document of the catalogue. */
export function asKnowledge({ id, version, title, category, priority, updated, body }: NewDocument): KnowledgeDocument {
  return { path: `knowledge/${id}.md`, title, category, priority, updated, body, sha256: version };
}
