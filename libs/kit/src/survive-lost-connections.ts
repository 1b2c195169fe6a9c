import type pg from 'pg';

/**
 * A connection that dies, idle or in use, fails the query under way and is replaced by the pool; it also emits `error`,
 * which without a listener ends the process.
 */
export function surviveLostConnections(pool: pg.Pool): pg.Pool {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
