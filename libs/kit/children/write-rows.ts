// Writes pairs of rows, one transaction each, and says each number once it is committed, until it is killed.
import { openDatabase } from '../src/database.js';

const db = await openDatabase({ dataDir: process.argv[2]! });
await db.query('create table if not exists pair (n int not null, half text not null)');
const [last] = await db.query<{ n: number }>('select coalesce(max(n), 0) as n from pair');
for (let n = last!.n + 1; ; n++) {
  await db.transaction(async (client) => {
    await client.query(`insert into pair values ($1, 'left')`, [n]);
    await client.query(`insert into pair values ($1, 'right')`, [n]);
  });
  process.stdout.write(`${n}\n`);
}
