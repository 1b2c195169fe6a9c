import type { Database } from '@deskhand/kit/database.js';
import { migrate } from '@deskhand/kit/migrate.js';

/** Brings the schema `model` up to date. */
export function migrateModel(db: Database): Promise<void> {
  return migrate(db, 'model', new URL('../migrations/', import.meta.url));
}
