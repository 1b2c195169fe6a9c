import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PoolClient, QueryConfig } from 'pg';
import { BootFailure } from './boot-failure.js';
import type { Database } from './database.js';

const hour = 3_600_000;

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/**
 * Brings one service's schema up to date: the files `NNN-name.sql` of `dir` in order, those not yet in `<schema>.migration`,
 * all in one transaction. Several processes may call it at once. Unqualified names in the files mean the schema.
 * @throws BootFailure when a file that ran was edited or is gone
 */
export async function migrate(db: Database, schema: string, dir: string | URL): Promise<void> {
  if (!/^[a-z][a-z_]*$/.test(schema)) throw new Error(`"${schema}" is not a schema name`);
  const migrations = await readMigrations(typeof dir === 'string' ? dir : fileURLToPath(dir));
  await db.transaction(async (client) => {
    await client.query(patiently(`select pg_advisory_xact_lock(hashtextextended('deskhand.migrate', 0))`));
    const done = await readDone(client, schema);
    refuseChanged(schema, migrations, done);
    await client.query(`set local search_path to ${schema}, public`);
    for (const migration of migrations.filter(({ name }) => !done.has(name))) await apply(client, schema, migration);
  });
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort();
  const misnamed = names.find((name) => !/^\d{3}-[a-z0-9-]+\.sql$/.test(name));
  if (misnamed) throw new Error(`${join(dir, misnamed)} must be named like 001-tickets.sql`);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(dir, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function readDone(client: PoolClient, schema: string): Promise<Map<string, string>> {
  await client.query(`create schema if not exists ${schema}`);
  await client.query(
    `create table if not exists ${schema}.migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  );
  const { rows } = await client.query<{ name: string; checksum: string }>(`select name, checksum from ${schema}.migration`);
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

function refuseChanged(schema: string, migrations: Migration[], done: Map<string, string>): void {
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of done) {
    if (!known.has(name))
      throw new BootFailure(`The database has run ${schema}/${name}, which this Deskhand does not know: it was used by a newer version, so start that one.`);
    if (known.get(name) !== checksum)
      throw new BootFailure(`${schema}/${name} was edited after the database had run it: put it back and write the change as a new file.`);
  }
}

/** A new index on millions of rows takes longer than any statement of the running desk may. */
function patiently(text: string): QueryConfig {
  return { text, query_timeout: hour } as QueryConfig;
}

async function apply(client: PoolClient, schema: string, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query(patiently(sql));
  } catch (error) {
    throw new Error(`Migration ${schema}/${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  await client.query(`insert into ${schema}.migration (name, checksum) values ($1, $2)`, [name, checksum]);
}
