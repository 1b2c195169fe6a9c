import type { Database } from '@deskhand/kit/database.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { dimensions } from '../decide/embed-text.js';

/**
 * Gives the chunk table its columns of vectors where the database knows them. False, and a line in the log, where it does not:
 * then the nearest passages are found in this process, over the same table.
 */
export async function openPgvector(db: Database, logger: Logger): Promise<boolean> {
  try {
    await db.transaction(async (client) => {
      await client.query(`select pg_advisory_xact_lock(hashtextextended('deskhand.retrieval.vectors', 0))`);
      await client.query('create extension if not exists vector');
      await client.query(`alter table retrieval.chunk
        add column if not exists vector vector(${dimensions}) generated always as (embedding::vector(${dimensions})) stored,
        add column if not exists model_vector vector generated always as (model_embedding::vector) stored`);
    });
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn({ reason }, 'the database has no pgvector: the nearest passages are found in this process');
    return false;
  }
}
