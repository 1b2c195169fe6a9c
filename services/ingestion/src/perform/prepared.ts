import type { Database } from '@deskhand/kit/database.js';

/** A query under a name is planned once per connection: in PGlite planning costs twenty times as much as running it. */
export async function prepared<Row extends object>(db: Database, name: string, text: string, values: unknown[]): Promise<Row[]> {
  const { rows } = await db.pool.query<Row>({ name: `ingestion.${name}`, text, values });
  return rows;
}
