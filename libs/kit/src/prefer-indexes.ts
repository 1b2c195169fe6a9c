import type pg from 'pg';

/**
 * A named statement is planned once for each connection, often while its tables are empty and reading them whole is cheapest; nothing plans it
 * again as they grow. Every lookup of the desk has an index, so let it be used from the first row on.
 */
export async function preferIndexes(client: pg.ClientBase): Promise<void> {
  await client.query('set enable_seqscan = off');
}
