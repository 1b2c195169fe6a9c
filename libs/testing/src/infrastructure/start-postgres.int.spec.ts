import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { queryPostgres } from './query-postgres.js';
import { startPostgres, type RunningPostgres } from './start-postgres.js';

let postgres: RunningPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

it('keeps committed rows over kill -9, on the same address', async () => {
  const database = await postgres.createDatabase('sample');
  await queryPostgres(database, "create table ticket as select 'kept' as word");
  await postgres.kill();
  await expect(queryPostgres(database, 'select 1')).rejects.toThrow();
  await postgres.restart();
  expect(await queryPostgres(database, 'select word from ticket')).toEqual([{ word: 'kept' }]);
});

it('creates a database only once', async () => {
  const first = await postgres.createDatabase('twice');
  expect(await postgres.createDatabase('twice')).toBe(first);
});

it('holds to its settings', async () => {
  for (const [name, value] of [['fsync', 'on'], ['shared_buffers', '256MB'], ['max_connections', '200']]) {
    expect(await queryPostgres(postgres.url, `show ${name}`)).toEqual([{ [String(name)]: value }]);
  }
});

it('finds its data again in a folder of the caller', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'deskhand-kept-'));
  try {
    const first = await startPostgres({ dir });
    await queryPostgres(first.url, 'create table kept ()');
    await first.stop();
    const second = await startPostgres({ dir });
    const found = await queryPostgres(second.url, "select to_regclass('kept')::text as found");
    await second.stop();
    expect(found).toEqual([{ found: 'kept' }]);
  } finally {
    await rm(dir, { recursive: true });
  }
});
