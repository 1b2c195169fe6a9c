import type { Database } from '@deskhand/kit/database.js';
import type { Place } from './find-leaks.ts';

/** Every table and view that holds rows, as text; bytes are read as letters, so that words do not hide in them. */
export async function readTables(db: Database): Promise<Place[]> {
  const tables = await db.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const places: Place[] = [];
  for (const { name } of tables) {
    const rows = await db.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
    places.push({ name: `table ${name}`, content: rows.map(({ row }) => row.replaceAll('\\"', '"').replace(/\\\\x((?:[0-9a-f]{2})+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'))).join('\n') });
  }
  return places;
}
