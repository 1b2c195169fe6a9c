import type { Database } from '@deskhand/kit/database.js';

/** What an operator asks of the desk's database. */
export interface Operations {
  /** This process's clock minus the database's. */
  clockSkewMs: number;
  /** Events that are committed and not yet on the broker; embedded there are none. */
  outbox: { records: number; oldestSeconds: number };
  /** Events that the watcher of the promises has not judged yet. */
  unwatched: number;
  /** By schema, the newest file of migrations that has run. */
  migrations: Record<string, string>;
  /** US dollars for models today, and what the catalogue allows; spent is null where no model was ever used. */
  budget: { spentUsd: string | null; perDayUsd: string };
}

const schemas = ['actions', 'bus', 'console', 'escalation', 'feedback', 'ingestion', 'intent', 'model', 'retrieval'];

/** @param perDayMinor cents a day */
export async function readOperations(db: Database, perDayMinor: number): Promise<Operations> {
  const asked = Date.now();
  const [row] = await db.query<{ clock: string; records: number; oldest: string | null; unwatched: string; found: string[]; models: boolean }>(
    `select extract(epoch from clock_timestamp()) * 1000 as clock,
       (select count(*)::int from bus.outbox) as records, (select extract(epoch from now() - min(at)) from bus.outbox) as oldest,
       (select s.last_value - w.seq from console.watch w, console.event_seq s) as unwatched,
       (select array_agg(table_schema::text order by table_schema) from information_schema.tables where table_name = 'migration' and table_schema = any($1)) as found,
       to_regclass('model.spend') is not null as models`,
    [schemas],
  );
  const { clock, records, oldest, unwatched, found, models } = row!;
  const migrations = await db.query<{ schema: string; name: string }>(found.map((schema) => `select '${schema}' as schema, max(name) as name from "${schema}".migration`).join(' union all '));
  return {
    clockSkewMs: Math.round((asked + Date.now()) / 2 - Number(clock)),
    outbox: { records, oldestSeconds: Math.max(0, Math.round(Number(oldest ?? 0))) },
    unwatched: Math.max(0, Number(unwatched)),
    migrations: Object.fromEntries(migrations.map(({ schema, name }) => [schema, name])),
    budget: { spentUsd: models ? await spentToday(db) : null, perDayUsd: (perDayMinor / 100).toFixed(2) },
  };
}

async function spentToday(db: Database): Promise<string> {
  const [row] = await db.query<{ nano: string }>('select nano_usd as nano from model.spend where scope = $1', [`day:${new Date().toISOString().slice(0, 10)}`]);
  return (Number(row?.nano ?? 0) / 1e9).toFixed(2);
}
