import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openDatabase, type Database } from './database.js';
import { groupedRead } from './grouped-read.js';

let db: Database;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'deskhand-grouped-'));
  db = await openDatabase({ dataDir });
  await db.query('create table word (kind text, word text)');
  await db.query(`insert into word values ('a', 'ant'), ('a', 'ape'), ('b', 'bee')`);
}, 60_000);

afterAll(async () => {
  await db.close();
  await rm(dataDir, { recursive: true });
});

it('gives each its own rows, in the order asked for, with one query for many', async () => {
  const read = groupedRead<{ word: string }>(db, ['text'], 'select word from word where kind = $1 order by word desc');
  const query = vi.spyOn(db, 'query');
  const found = await Promise.all([read('a'), read('b'), read('c'), read('a')]);
  expect(found).toEqual([[{ word: 'ape' }, { word: 'ant' }], [{ word: 'bee' }], [], [{ word: 'ape' }, { word: 'ant' }]]);
  expect(query).toHaveBeenCalledTimes(1);
  query.mockRestore();
});

it('takes lists and nulls', async () => {
  const read = groupedRead<{ word: string }>(db, ['text[]', 'text'], 'select word from word where word = any($1) or word = $2 order by word');
  expect(await Promise.all([read(['ant', 'bee'], null), read([], 'ape')])).toEqual([[{ word: 'ant' }, { word: 'bee' }], [{ word: 'ape' }]]);
});

it('refuses only the one that the database refuses', async () => {
  const read = groupedRead<{ word: string }>(db, ['text'], 'select word from word where kind = $1 and $1::text <> $$x$$');
  const [good, bad] = await Promise.allSettled([read('b'), read('\0')]);
  expect(good).toEqual({ status: 'fulfilled', value: [{ word: 'bee' }] });
  expect(bad.status).toBe('rejected');
});
