import pg from 'pg';
import { BootFailure } from './boot-failure.js';
import { preferIndexes } from './prefer-indexes.js';
import { surviveLostConnections } from './survive-lost-connections.js';

const oldest = 150_000;
/** Longer than any statement of the desk takes. A connection whose other end is gone without a word is silent for ever. */
const patienceMs = 20_000;

/** A pool on a Postgres server, once it has answered. What is not answered in time fails, and its connection is given up. */
export async function openServer(databaseUrl: string, query_timeout = patienceMs): Promise<{ pool: pg.Pool; close: () => Promise<void> }> {
  const pool = surviveLostConnections(
    // Pipelined: what a transaction need not wait for goes to the server in one go.
    new pg.Pool({ connectionString: databaseUrl, pipeline: true, max: 10, connectionTimeoutMillis: 10_000, query_timeout, application_name: 'deskhand', onConnect: preferIndexes } as pg.PoolConfig),
  );
  const close = () => pool.end();
  try {
    const { rows } = await pool.query<{ version: number }>(`select current_setting('server_version_num')::int as version`);
    if (rows[0]!.version < oldest) throw new BootFailure(`The Postgres at ${place(databaseUrl)} is older than 15: use Postgres 15 or later.`);
    return { pool, close };
  } catch (error) {
    await close();
    if (error instanceof BootFailure) throw error;
    throw new BootFailure(`The Postgres at ${place(databaseUrl)} (DATABASE_URL) does not let the desk in: ${reason(error)}.`, { cause: error });
  }
}

function place(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return host + pathname;
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(', ');
  return error instanceof Error ? error.message : String(error);
}
