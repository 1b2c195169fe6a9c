import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from './database.js';
import { migrate } from './migrate.js';

const root = mkdtempSync(join(tmpdir(), 'kit-server-'));
let databaseUrl: string;
let db: Database;

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  db = await openDatabase({ databaseUrl, dataDir: root });
});

afterAll(async () => {
  await db?.close();
  rmSync(root, { recursive: true });
});

it('answers many at once', async () => {
  expect(db.embedded).toBe(false);
  const answers = await Promise.all(Array.from({ length: 64 }, (_, i) => db.query('select $1::int as i', [i])));
  expect(answers).toEqual(Array.from({ length: 64 }, (_, i) => [{ i }]));
});

it('rolls back, and refuses a second connection inside a transaction', async () => {
  await db.query('create table note (id int primary key)');
  const failing = db.transaction(async (client) => {
    await client.query('insert into note values (1)');
    await client.query('select 1/0');
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(await db.query('select * from note')).toEqual([]);
  await expect(db.transaction(() => db.query('select 1'))).rejects.toThrow('second connection');
});

it('goes on after the server ended its connections, idle and busy', async () => {
  const kill = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'deskhand' and pid <> pg_backend_pid() and datname = current_database()`;
  const busy = db.transaction((client) => client.query('select pg_sleep(5)')).catch((error: { code: string }) => error.code);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await db.query(kill);
  expect(await busy).toBe('57P01');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await db.query('select 1 as n')).toEqual([{ n: 1 }]);
});

it('migrates once, however many processes start together', async () => {
  writeFileSync(join(root, '001-rows.sql'), `create table seen (id int); insert into seen values (1);`);
  const others = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ databaseUrl, dataDir: root })));
  await Promise.all(others.map((other) => migrate(other, 'intent', root)));
  expect(await db.query('select * from intent.seen')).toEqual([{ id: 1 }]);
  await Promise.all(others.map((other) => other.close()));
});

it('says in a sentence that nobody answers, without the password', async () => {
  const nowhere = openDatabase({ databaseUrl: 'postgres://desk:hunter2@127.0.0.1:1/desk', dataDir: root });
  await expect(nowhere).rejects.toThrow(/^The Postgres at 127\.0\.0\.1:1\/desk \(DATABASE_URL\) does not let the desk in: connect ECONNREFUSED/);
  await expect(openDatabase({ databaseUrl: databaseUrl.replace(/[^/]*$/, 'nope'), dataDir: root })).rejects.toThrow('does not let the desk in: database "nope" does not exist');
});
