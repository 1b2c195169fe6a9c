import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityToken, startDesk, type RunningDesk } from '../support/start-desk.ts';

// DATABASE_URL alone: the embedded bus on a server of Postgres, one process.
let desk: RunningDesk;
let database: string;
beforeAll(async () => {
  database = await freshDatabase();
  desk = await startDesk({ env: { DATABASE_URL: database } });
}, 120_000);
afterAll(() => desk?.stop());

test('tickets are answered, refunds are made once, also over kill -9', async () => {
  const customer = { identityToken: await identityToken() };
  expect((await desk.client.settled({ text: 'My order 12345 is late', customer })).reply?.text).toContain('12345');
  const ticket = { source: 'pg', id: randomUUID(), text: `Please refund order ${fixedOrders.refundable}, wrong item`, customer };
  const { body } = await desk.client.submit(ticket);
  await desk.kill9();
  await desk.again();
  expect((await desk.client.ticket(body.ticketId, 25)).reply?.text).toContain('24.90');
  expect(desk.shop.ledger().filter((row) => row.effect === 'refund')).toHaveLength(1);
}, 120_000);

// TMPDIR: as if it were another machine, so that they do not meet at the sockets.
test('a second desk on the same database is refused with a sentence', async () => {
  await expect(startDesk({ env: { DATABASE_URL: database, VAULT_KEY_FILE: join(desk.dataDir, 'vault.key'), TMPDIR: desk.dataDir } })).rejects.toThrow(/Another desk works on this database/);
}, 60_000);
