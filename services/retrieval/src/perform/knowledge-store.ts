import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';
import type { Database } from '@deskhand/kit/database.js';
import { chunkDocument } from '../decide/chunk-document.js';
import { toEntry } from '../decide/collect-words.js';
import { embedPassage } from '../decide/embed-text.js';
import type { StoredVector } from '../decide/knowledge-index.js';
import { toSearchVector } from './text-search.js';

/** One version of a document, as this release cuts and embeds it. */
export interface DocumentKey {
  readonly path: string;
  readonly version: string;
  readonly pipeline: string;
}

interface PassageRow extends Omit<StoredVector, 'vector'> {
  embedding: number[];
}

/** The tables of documents and chunks. Nothing in them is ever changed or deleted: another text is another version. */
export class KnowledgeStore {
  constructor(private readonly db: Database) {}

  /** Ids of those documents that are stored, by path. */
  async findDocuments(keys: readonly DocumentKey[]): Promise<Map<string, number>> {
    const rows = await this.db.query<{ path: string; id: number }>(
      `select d.path, d.id from retrieval.document d
       join jsonb_to_recordset($1::jsonb) as k(path text, version text, pipeline text) using (path, version, pipeline)`,
      [JSON.stringify(keys)],
    );
    return new Map(rows.map(({ path, id }) => [path, id]));
  }

  /** Stores a document with its chunks. Another process may do the same at the same time: the first one wins. */
  async saveDocument(key: DocumentKey, document: KnowledgeDocument): Promise<number> {
    const chunks = chunkDocument(document).map(({ index, section, text }) => {
      const entry = toEntry({ id: 0, documentId: key.path, title: document.title, section, category: document.category, version: key.version, updated: document.updated, chunkIndex: index, text });
      const embedding = [...embedPassage({ title: document.title, section, text })];
      return { chunk_index: index, section, text, search: toSearchVector(entry), embedding };
    });
    return this.db.transaction(async (client) => {
      const { rows } = await client.query<{ id: number }>(
        `insert into retrieval.document (path, version, pipeline, title, category, updated, priority) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (path, version, pipeline) do update set path = excluded.path returning id`,
        [key.path, key.version, key.pipeline, document.title, document.category, document.updated, document.priority],
      );
      const { id } = rows[0]!;
      await client.query(
        `insert into retrieval.chunk (document, chunk_index, section, text, search, embedding)
         select $1, c.chunk_index, c.section, c.text, c.search::tsvector, c.embedding
         from jsonb_to_recordset($2::jsonb) as c(chunk_index int, section text, text text, search text, embedding real[])
         on conflict (document, chunk_index) do nothing`,
        [id, JSON.stringify(chunks)],
      );
      return id;
    });
  }

  async saveIndexVersion(version: string, documents: readonly number[]): Promise<void> {
    await this.db.query('insert into retrieval.index_version (version, documents) values ($1, $2) on conflict (version) do nothing', [version, documents]);
  }

  async loadPassages(documents: readonly number[]): Promise<StoredVector[]> {
    const rows = await this.db.query<PassageRow>(
      `select c.id, d.path as "documentId", d.title, c.section, d.category, d.version, to_char(d.updated, 'YYYY-MM-DD') as updated,
              c.chunk_index as "chunkIndex", c.text, c.embedding
       from retrieval.chunk c join retrieval.document d on d.id = c.document
       where c.document = any($1::int[]) order by d.path, c.chunk_index`,
      [documents],
    );
    return rows.map(({ embedding, ...passage }) => ({ ...passage, vector: Float32Array.from(embedding) }));
  }
}
