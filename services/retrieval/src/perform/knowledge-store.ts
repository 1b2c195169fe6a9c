import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';
import type { Database } from '@deskhand/kit/database.js';
import { chunkDocument } from '../decide/chunk-document.js';
import { toEntry } from '../decide/collect-words.js';
import { embedPassage } from '../decide/embed-text.js';
import type { StoredVector } from '../decide/knowledge-index.js';
import { passageText } from '../decide/passage-text.js';
import type { ModelEmbedder } from './model-embedder.js';
import { toSearchVector } from './text-search.js';

/** One version of a document, as this release cuts and embeds it. */
export interface DocumentKey {
  readonly path: string;
  readonly version: string;
  readonly pipeline: string;
}

interface PassageRow extends Omit<StoredVector, 'vector' | 'modelVector'> {
  embedding: number[];
  modelEmbedding: number[] | null;
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

  /** Stores documents with their chunks, all or none of them; answers their ids by path. Another process may do the same at the same time: the first one wins. */
  async saveDocuments(documents: readonly { key: DocumentKey; document: KnowledgeDocument }[], embedder: ModelEmbedder | null): Promise<Map<string, number>> {
    const heads = documents.map(({ key, document: { title, category, updated, priority } }) => ({ ...key, title, category, updated, priority }));
    const pieces = documents.flatMap(({ key, document }) => cut(key, document));
    const made = embedder && (await embedder.documents(pieces.map(({ sent }) => sent)));
    const chunks = pieces.map(({ sent: _, ...piece }, at) => ({ ...piece, model_embedding: made ? [...made[at]!] : null }));
    const rows = await this.db.transaction(async (client) => {
      // Sorted, so that two processes lock the same rows in the same order.
      const saved = await client.query<{ path: string; id: number }>(
        `insert into retrieval.document (path, version, pipeline, title, category, updated, priority)
         select d.path, d.version, d.pipeline, d.title, d.category, d.updated, d.priority
         from jsonb_to_recordset($1::jsonb) as d(path text, version text, pipeline text, title text, category text, updated date, priority text) order by d.path
         on conflict (path, version, pipeline) do update set path = excluded.path returning path, id`,
        [JSON.stringify(heads)],
      );
      const ids = new Map(saved.rows.map(({ path, id }) => [path, id]));
      await client.query(
        `insert into retrieval.chunk (document, chunk_index, section, text, search, embedding, model_embedding)
         select c.document, c.chunk_index, c.section, c.text, c.search::tsvector, c.embedding, c.model_embedding
         from jsonb_to_recordset($1::jsonb) as c(document int, chunk_index int, section text, text text, search text, embedding real[], model_embedding real[])
         on conflict (document, chunk_index) do nothing`,
        [JSON.stringify(chunks.map(({ path, ...chunk }) => ({ ...chunk, document: ids.get(path) })))],
      );
      return saved.rows;
    });
    return new Map(rows.map(({ path, id }) => [path, id]));
  }

  /** After much has been stored, so that searches are planned for what is there now. */
  async analyze(): Promise<void> {
    await this.db.query('analyze retrieval.chunk');
  }

  async saveIndexVersion(version: string, documents: readonly number[]): Promise<void> {
    await this.db.query('insert into retrieval.index_version (version, documents) values ($1, $2) on conflict (version) do nothing', [version, documents]);
  }

  async loadPassages(documents: readonly number[]): Promise<StoredVector[]> {
    const rows = await this.db.query<PassageRow>(
      `select c.id, d.path as "documentId", d.title, c.section, d.category, d.version, to_char(d.updated, 'YYYY-MM-DD') as updated,
              c.chunk_index as "chunkIndex", c.text, c.embedding, c.model_embedding as "modelEmbedding"
       from retrieval.chunk c join retrieval.document d on d.id = c.document
       where c.document = any($1::int[]) order by d.path, c.chunk_index`,
      [documents],
    );
    return rows.map(({ embedding, modelEmbedding, ...passage }) => ({ ...passage, vector: Float32Array.from(embedding), modelVector: modelEmbedding && Float32Array.from(modelEmbedding) }));
  }
}

function cut({ path, version }: DocumentKey, { title, category, updated, body }: KnowledgeDocument) {
  return chunkDocument({ title, body }).map(({ index, section, text }) => {
    const entry = toEntry({ id: 0, documentId: path, title, section, category, version, updated, chunkIndex: index, text });
    return { path, chunk_index: index, section, text, search: toSearchVector(entry), embedding: [...embedPassage({ title, section, text })], sent: passageText({ title, section, text }) };
  });
}
