import { openDatabase } from '@deskhand/kit/database.js';
import { effects } from './ledger.js';
import { relayKeys, relayNames } from './relay-names.js';

/** What the relay's ledger says went wrong: lost, doubled, out of order, dead letters. */
export async function ledgerFaults({ PREFIX = '', COUNT, POISON, DATABASE_URL, DESKHAND_DATA = '' }: Record<string, string>): Promise<string[]> {
  const db = await openDatabase({ databaseUrl: DATABASE_URL, dataDir: DESKHAND_DATA });
  try {
    const faults: string[] = [];
    const names = relayNames(PREFIX);
    for (const role of ['a', 'b', 'c'] as const) {
      const rows = await effects(db, names[role]);
      for (const key of relayKeys) {
        const seen = rows.filter((row) => row.key === key).map(({ n }) => n);
        const wanted = Array.from({ length: Number(COUNT) }, (_, n) => n).filter((n) => role === 'a' || POISON !== `${key}/${n}`);
        if (seen.join() !== wanted.join()) faults.push(`${role}/${key}: ${seen.join()}`);
      }
      const letters = await db.query<{ reason: string; attempts: number }>(`select reason, attempts from bus.dead_letter where service = $1`, [names[role]]);
      if (letters.length === 1) faults.push(`${role}: one dead letter, after ${letters[0]!.attempts} tries: ${letters[0]!.reason}`);
      else if (letters.length) faults.push(`${role}: ${letters.length} dead letters`);
    }
    const [left] = await db.query<{ n: string }>(`select (select count(*) from bus.outbox) + (select count(*) from bus.attempt where n < 5) as n`);
    if (Number(left!.n)) faults.push(`${left!.n} rows left in outbox and attempt`);
    return faults;
  } finally {
    await db.close();
  }
}
