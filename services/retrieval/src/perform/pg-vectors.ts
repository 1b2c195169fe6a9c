import type { Database } from '@deskhand/kit/database.js';
import type { KnowledgeIndex } from '../decide/knowledge-index.js';
import { mostCompared, ProcessVectors } from './process-vectors.js';
import type { NearestQuery, VectorStore } from './vector-store.js';

// `materialized`: the cast is done once, and not once for each row that is looked at.
const nearestSql = (column: string) => `
  with asked as materialized (select $1::text::vector as vector)
  select c.id from retrieval.chunk c, asked where c.document = any($2::int[])
  order by c.${column} <=> asked.vector, c.id limit $3`;
const sql = { words: nearestSql('vector'), model: nearestSql('model_vector') };

/**
 * pgvector, exactly: over the table that holds the passages, so there is nothing to bring. A large index is looked through in this process,
 * where it is in memory anyway: exact search takes longer with every passage, and pgvector's own approximation loses some under a filter.
 */
export class PgVectors implements VectorStore {
  readonly name = 'pgvector';

  constructor(
    private readonly db: Database,
    private readonly large = new ProcessVectors(),
  ) {}

  async hold(index: KnowledgeIndex): Promise<void> {
    await this.large.hold(index);
  }

  async nearest(query: NearestQuery): Promise<number[]> {
    if (query.index.vectors.size > mostCompared) return this.large.nearest(query);
    const { space, vector, documents, most } = query;
    const { rows } = await this.db.pool.query<{ id: number }>({ name: `retrieval.nearest.${space.kind}`, text: sql[space.kind], values: [`[${vector.join(',')}]`, documents, most] });
    return rows.map(({ id }) => id);
  }
}
