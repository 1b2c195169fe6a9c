import { type Database, openDatabase } from '@deskhand/kit/database.js';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { describeContract } from './contract.js';

let db: Database | undefined;

/** DATABASE_URL alone: the embedded bus, one process, many connections. */
describeContract({
  driver: 'embedded',
  start: async () => void (db = await openDatabase({ databaseUrl: await freshDatabase(), dataDir: '' })),
  stop: async () => db?.close(),
  db: () => db!,
  kafka: () => undefined,
  apart: async () => ({ DATABASE_URL: await freshDatabase() }),
});
