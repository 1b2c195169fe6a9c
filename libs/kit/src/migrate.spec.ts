import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from './database.js';
import { migrate } from './migrate.js';

const root = mkdtempSync(join(tmpdir(), 'kit-migrate-'));
const dir = join(root, 'migrations');
let db: Database;

beforeAll(async () => {
  db = await openDatabase({ dataDir: join(root, 'desk') });
}, 60_000);

beforeEach(async () => {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  await db.query('drop schema if exists intent cascade');
  writeFileSync(join(dir, '001-tickets.sql'), 'create table ticket (id text primary key);');
  writeFileSync(join(dir, '002-rows.sql'), `insert into ticket values ('a'); insert into intent.ticket values ('b');`);
});

afterAll(async () => {
  await db?.close();
  rmSync(root, { recursive: true });
});

it('runs each file once, in order, in the schema', async () => {
  await migrate(db, 'intent', dir);
  await migrate(db, 'intent', pathToFileURL(`${dir}/`));
  expect(await db.query('select id from intent.ticket order by id')).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect(await db.query('select name from intent.migration order by name')).toEqual([{ name: '001-tickets.sql' }, { name: '002-rows.sql' }]);
});

it('leaves no search path behind', async () => {
  await migrate(db, 'intent', dir);
  expect(await db.query(`select to_regclass('ticket') as found`)).toEqual([{ found: null }]);
});

it('runs what is new', async () => {
  await migrate(db, 'intent', dir);
  writeFileSync(join(dir, '003-more.sql'), `insert into ticket values ('c')`);
  await migrate(db, 'intent', dir);
  expect(await db.query('select count(*)::int as n from intent.ticket')).toEqual([{ n: 3 }]);
});

it('runs once for all who start together', async () => {
  await Promise.all(Array.from({ length: 5 }, () => migrate(db, 'intent', dir)));
  expect(await db.query('select count(*)::int as n from intent.ticket')).toEqual([{ n: 2 }]);
});

it('leaves nothing of a failure, and names the file', async () => {
  writeFileSync(join(dir, '003-broken.sql'), 'create table half (id int); selec 1;');
  await expect(migrate(db, 'intent', dir)).rejects.toThrow(/^Migration intent\/003-broken\.sql failed: syntax error/);
  expect(await db.query(`select to_regclass('intent.ticket') as ticket, to_regclass('intent.half') as half`)).toEqual([{ ticket: null, half: null }]);
});

it('refuses a file that was edited, is gone or is misnamed', async () => {
  await migrate(db, 'intent', dir);
  writeFileSync(join(dir, '002-rows.sql'), 'select 1');
  await expect(migrate(db, 'intent', dir)).rejects.toThrow('intent/002-rows.sql was edited after the database had run it');
  rmSync(join(dir, '002-rows.sql'));
  await expect(migrate(db, 'intent', dir)).rejects.toThrow('The database has run intent/002-rows.sql, which this Deskhand does not know');
  writeFileSync(join(dir, '2-rows.sql'), '');
  await expect(migrate(db, 'intent', dir)).rejects.toThrow('must be named like 001-tickets.sql');
});
