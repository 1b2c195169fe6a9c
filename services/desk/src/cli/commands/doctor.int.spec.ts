import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '@deskhand/kit/database.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk } from '../../desk.fixture.js';
import { readFigures } from '../doctor/read-figures.js';

let desk: Awaited<ReturnType<typeof openDesk>>;
let db: Database;
beforeAll(async () => {
  desk = await openDesk();
  db = desk.app.get(Database, { strict: false });
});
afterAll(() => desk?.close());

test('a desk in order: backlog, outbox, clocks, migrations and the vault key are named', async () => {
  const { code, out } = await desk.run('doctor');
  expect(code).toBe(0);
  for (const fact of ['records wait', 'the outbox is empty', 'ms apart', 'schemas are up to date', `the vault's key ${join(desk.dataDir, 'vault.key')} is there`]) expect(out).toContain(fact);
  expect(out).not.toContain('BAD');
});

test('each thing that is wrong comes with the line that mends it', async () => {
  chmodSync(join(desk.dataDir, 'vault.key'), 0o644);
  await db.query(`insert into bus.outbox (service, topic, lane, key, id, headers, value, at) values ('intent', 'ticket.classified.v1', 'stable', 'k', 'i', '{}', '{}', now() - interval '2 minutes')`, []);
  await db.query(`delete from console.migration where name = '020-watch.sql'`, []);
  await db.query(
    `insert into console.violation (id, rule, conversation_id, ticket_id, turn, tool, detail, evidence, at, found_at)
     values ('v', 'repeated_refund', 'c', 'tkt_0', 1, '', 'x', '{}', now(), now() - interval '1 hour'), ('w', 'repeated_refund', 'c', 'tkt_1', 1, 'process_refund', 'x', '{}', now(), now()) on conflict do nothing`,
    [],
  );
  await db.query(`create schema if not exists model`, []);
  await db.query(`create table if not exists model.spend (scope text primary key, calls int not null, tokens bigint not null, nano_usd bigint not null)`, []);
  await db.query(`insert into model.spend values ('day:' || to_char(now() at time zone 'utc', 'YYYY-MM-DD'), 1, 1, 99000000000) on conflict (scope) do update set nano_usd = excluded.nano_usd`, []);
  const { code, out } = await desk.run('doctor');
  expect(code).toBe(1);
  for (const line of [
    'chmod 600', '1 events wait in the outbox, the oldest for 12', 'the database lacks console/020-watch.sql', 'a promise was broken 2 times in the last day: repeated_refund, process_refund is stopped',
    'npx deskhand explain tkt_1, mend it, then npx deskhand resume process_refund', "$99.00 of today's $100.00 for models is spent", 'raise model.spendPerDay',
  ])
    expect(out).toContain(line);
});

test('figures of one service in several processes are added up', () => {
  const page = '# HELP x\ndeskhand_bus_lag_records{service="intent",process="a"} 3\ndeskhand_bus_lag_records{service="intent",process="b"} 4\ndeskhand_bus_lag_records_more{service="intent"} 9\n';
  expect(readFigures(page, 'deskhand_bus_lag_records')).toEqual(new Map([['intent', 7]]));
});
