import { BootFailure } from '@deskhand/kit/boot-failure.js';
import type { Database } from '@deskhand/kit/database.js';
import { setTimeout as sleep } from 'node:timers/promises';

// "desk" and "log" in ASCII: any constant that nothing else on this database uses.
const lock = [0x6465736b, 0x6c6f67] as const;
/** A process that was killed may hold it until the server notices. */
const patienceMs = 5_000;

export interface HeldLog {
  /** The connection that held it is gone: somebody else may write the log now. */
  readonly lost: boolean;
  release(): void;
}

/**
 * One process writes the embedded log; on a server of Postgres nothing but this lock says so. It ends with its connection.
 * @throws BootFailure when another desk has it
 */
export async function holdLog(db: Database): Promise<HeldLog> {
  const client = await db.pool.connect();
  let lost = false;
  client.on('error', () => (lost = true));
  for (const end = Date.now() + patienceMs; ; await sleep(200)) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [...lock]);
    if (rows[0]!.held) break;
    if (Date.now() < end) continue;
    client.release();
    throw new BootFailure('Another desk works on this database (DATABASE_URL) already. Stop it, or set KAFKA_BROKERS: on Kafka several processes share one database.');
  }
  return {
    get lost() {
      return lost;
    },
    // Closing the connection gives the lock back.
    release: () => client.release(true),
  };
}
