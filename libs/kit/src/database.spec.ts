import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runChild } from '../children/run-child.js';
import { openDatabase, type Database } from './database.js';

const root = mkdtempSync(join(tmpdir(), 'kit-database-'));
const dataDir = join(root, 'desk');
let db: Database;

beforeAll(async () => {
  db = await openDatabase({ dataDir });
}, 60_000);

afterAll(async () => {
  await db?.close();
  rmSync(root, { recursive: true });
});

it('speaks jsonb, arrays, unnest, recordsets and dates', async () => {
  const at = new Date('2026-11-20T10:00:00.123Z');
  const [row] = await db.query('select $1::jsonb as json, $2::text[] as list, $3::timestamptz as at, $4::bytea as bytes', [
    JSON.stringify({ a: [1, 'é😀"\\'] }),
    ['x', 'y,"z"', ''],
    at,
    Buffer.from([0, 255]),
  ]);
  expect(row).toEqual({ json: { a: [1, 'é😀"\\'] }, list: ['x', 'y,"z"', ''], at, bytes: Buffer.from([0, 255]) });
  expect(await db.query('select * from unnest($1::text[], $2::int[]) as u(a, b)', [['p', 'q'], [1, 2]])).toEqual([
    { a: 'p', b: 1 },
    { a: 'q', b: 2 },
  ]);
  expect(await db.query('select i, t from jsonb_to_recordset($1::jsonb) as r(i int, t text)', [JSON.stringify([{ i: 0, t: 'a', more: 1 }])])).toEqual([{ i: 0, t: 'a' }]);
});

it('has vectors', async () => {
  await db.query('create extension if not exists vector');
  expect(await db.query(`select '[3,4]'::vector <-> '[0,0]'::vector as distance`)).toEqual([{ distance: 5 }]);
});

it('goes on after errors at every stage of a query', async () => {
  await expect(db.query('selec 1')).rejects.toMatchObject({ code: '42601' });
  await expect(db.query('select $1::int', ['x'])).rejects.toMatchObject({ code: '22P02' });
  await expect(db.query('select 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
  await expect(db.query('select $1::text', ['\0'])).rejects.toMatchObject({ code: '22021' });
  expect(await db.query('select 1 as n')).toEqual([{ n: 1 }]);
});

it('rolls back what fails and keeps what does not', async () => {
  await db.query('create table note (id int primary key)');
  await db.transaction((client) => client.query('insert into note values (1)'));
  const failing = db.transaction(async (client) => {
    await client.query('insert into note values (2)');
    await client.query('insert into note values (1)');
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  await expect(db.transaction(() => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
  expect(await db.query('select id from note')).toEqual([{ id: 1 }]);
});

it('keeps a savepoint inside a transaction', async () => {
  await db.transaction(async (client) => {
    await client.query('savepoint s');
    await expect(client.query('select 1/0')).rejects.toMatchObject({ code: '22012' });
    await client.query('rollback to savepoint s');
    await client.query('insert into note values (3)');
  });
  expect(await db.query('select id from note where id = 3')).toHaveLength(1);
});

it('answers each of 64 callers at once with its own rows, failures among them', async () => {
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, i) =>
      i % 7 === 3
        ? db.query('select $1::int / 0', [i]).catch((error: { code: string }) => error.code)
        : i % 5 === 0
          ? db.transaction(async (client) => (await client.query('select $1::int as i', [i])).rows)
          : db.pool.query({ name: 'each', text: 'select $1::int as i', values: [i] }).then(({ rows }) => rows),
    ),
  );
  expect(answers).toEqual(Array.from({ length: 64 }, (_, i) => (i % 7 === 3 ? '22012' : [{ i }])));
});

it('forgets the transaction and the statements of a client that was thrown away', async () => {
  const named = { name: 'kept', text: 'select $1::int + 1 as n', values: [1] };
  const client = await db.pool.connect();
  await client.query(named);
  await client.query('begin; create table lost (id int)');
  client.release(new Error('broken'));
  expect(await db.query(`select to_regclass('lost') as lost`)).toEqual([{ lost: null }]);
  expect((await db.pool.query(named)).rows).toEqual([{ n: 2 }]);
});

it('refuses to wait for itself', async () => {
  await expect(db.transaction(() => db.query('select 1'))).rejects.toThrow('A transaction asked the pool for a second connection');
  let late: Promise<unknown> | undefined;
  await db.transaction(async () => {
    late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => db.query('select 1 as n'));
  });
  expect(await late).toEqual([{ n: 1 }]);
});

it('refuses a second opener of the folder, in this process and in others, by any path', async () => {
  const link = join(root, 'link');
  symlinkSync(dataDir, link);
  const sentence = `Another desk (process ${process.pid}) is using the data folder ${dataDir}: stop it first, or set DESKHAND_DATA to another folder.`;
  await expect(openDatabase({ dataDir })).rejects.toThrow(sentence);
  const other = runChild('hold-folder', [link]);
  expect(await other.nextLine()).toBe(sentence);
  expect(await db.query('select 1 as n')).toEqual([{ n: 1 }]);
}, 30_000);

it('says in a sentence why a folder cannot be used', async () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  for (const folder of [join(file, 'desk'), file, '/dev/null/desk'])
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(/^The data folder \S+ cannot be written \(.+\): free some space or mend its permissions, or set DESKHAND_DATA/);
});

it('gives the folder back when it closes', async () => {
  const folder = join(root, 'again');
  const first = await openDatabase({ dataDir: folder });
  await first.query('create table t as select 1 as n');
  await Promise.all([first.close(), first.close()]);
  const second = await openDatabase({ dataDir: folder });
  expect(await second.query('select n from t')).toEqual([{ n: 1 }]);
  await second.close();
}, 30_000);

it('loses no acknowledged transaction and tears none when the writer is killed, and frees the folder', async () => {
  const folder = join(root, 'killed');
  let acknowledged = 0;
  for (const patience of [60, 10, 137, 35]) {
    const writer = runChild('write-rows', [folder]);
    await writer.nextLine();
    await writer.nextLine();
    await new Promise((resolve) => setTimeout(resolve, patience));
    writer.process.kill('SIGKILL');
    expect(await writer.gone).toBe('SIGKILL');
    acknowledged = Math.max(acknowledged, Number(writer.lines.filter((line) => /^\d+$/.test(line)).at(-1)));
    const survivor = await openDatabase({ dataDir: folder });
    const [count] = await survivor.query<{ pairs: number; torn: number; last: number }>(
      `select count(*)::int as pairs, count(*) filter (where halves <> 2)::int as torn, max(n) as last from (select n, count(*) as halves from pair group by n) as p`,
    );
    expect(count).toEqual({ pairs: count!.last, torn: 0, last: count!.last });
    expect(count!.last).toBeGreaterThanOrEqual(acknowledged);
    await survivor.close();
  }
  expect(acknowledged).toBeGreaterThan(4);
}, 60_000);

it('lets one of two that start together in', async () => {
  const folder = join(root, 'race');
  const both = [runChild('hold-folder', [folder]), runChild('hold-folder', [folder])];
  const said = await Promise.all(both.map((child) => child.nextLine()));
  for (const child of both) child.process.kill('SIGKILL');
  expect(said.filter((line) => line === 'held')).toHaveLength(1);
  expect(said.filter((line) => line.startsWith('Another desk'))).toHaveLength(1);
  await Promise.all(both.map((child) => child.gone));
}, 60_000);
