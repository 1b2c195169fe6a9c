import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from './database.js';
import { StatementNames } from './statement-names.js';

it('gives a text one name, different texts different ones, and stops before they fill the server', () => {
  const names = new StatementNames();
  expect(names.of('select $1')).toBe(new StatementNames().of('select $1'));
  expect(names.of('select $1')).not.toBe(names.of('select $2'));
  for (let n = 0; n < 1_000; n++) names.of(`select ${n}`);
  expect(names.of('one more')).toBeUndefined();
  expect(names.of('select $1')).toBeDefined();
});

it('answers a query whose plan a migration has made stale', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'deskhand-plan-'));
  const db = await openDatabase({ dataDir });
  await db.query('create table t (a int)');
  await db.query('insert into t values ($1)', [1]);
  expect(await db.query('select * from t where a = $1', [1])).toEqual([{ a: 1 }]);
  await db.query('alter table t add column b text');
  expect(await db.query('select * from t where a = $1', [1])).toEqual([{ a: 1, b: null }]);
  await db.close();
  await rm(dataDir, { recursive: true });
}, 30_000);
