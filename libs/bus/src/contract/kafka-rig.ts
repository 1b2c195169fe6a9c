import { type Database, openDatabase } from '@deskhand/kit/database.js';
import { askInfrastructure } from '@deskhand/testing/infrastructure/ask-infrastructure.js';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import type { Rig } from './rig.js';

/** The run's shared broker, and fresh databases on its shared Postgres. */
export function kafkaRig(): Rig {
  let db: Database | undefined;
  let brokers = '';
  const open = async () => openDatabase({ databaseUrl: await freshDatabase(), dataDir: '' });
  return {
    driver: 'kafka',
    start: async () => {
      [db, brokers] = await Promise.all([open(), askInfrastructure('kafka')]);
    },
    stop: async () => db?.close(),
    db: () => db!,
    kafka: () => ({ brokers: [brokers] }),
    apart: async () => ({ DATABASE_URL: await freshDatabase(), KAFKA_BROKERS: brokers }),
  };
}
