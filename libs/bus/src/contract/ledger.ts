import type { Database } from '@deskhand/kit/database.js';
import { statement } from '../statement.js';

/** Every effect leaves a row; nothing keeps a double one out, so that it shows. */
export async function createLedger(db: Database): Promise<void> {
  await db.query(`create table if not exists effect (seq bigserial primary key, service text not null, id text not null, key text not null, n int not null check (n >= 0))`);
  await db.query(`create table if not exists counter (name text primary key, value int not null, version int not null)`);
}

export interface Effect {
  service: string;
  id: string;
  key: string;
  n: number;
}

export const addEffect = statement<Effect>(
  'ledger.effect',
  `insert into effect (service, id, key, n) select service, id, key, n from jsonb_to_recordset($1::jsonb) as r(i int, service text, id text, key text, n int) order by i`,
);

export interface CounterRow {
  name: string;
  value: number;
  version: number;
}

/** Takes effect only where the version is the one that was read. */
export const setCounter = statement<CounterRow>(
  'ledger.counter',
  `update counter c set value = r.value, version = c.version + 1 from jsonb_to_recordset($1::jsonb) as r(i int, name text, value int, version int)
   where c.name = r.name and c.version = r.version returning r.i`,
  { conditional: true },
);

export async function effects(db: Database, service: string): Promise<Effect[]> {
  return db.query<Effect>(`select service, id, key, n from effect where service = $1 order by seq`, [service]);
}
