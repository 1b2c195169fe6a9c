import { Database } from '@deskhand/kit/database.js';
import { fixedCustomers, fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk } from '../../desk.fixture.js';
import type { Ticket } from '../ticket.js';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

interface Rows {
  items: { idempotencyKey: string; ticketId: string; tool: string; status: string }[];
}

const ask = (text: string) => desk.json<Ticket>('send', '--as', fixedCustomers.ada, text);

test('a refund is in the ledger, and the ledger agrees with the shop', async () => {
  const ticket = await ask(`Please refund order ${fixedOrders.refundable}`);
  expect(ticket.state).toBe('replied');
  const { items } = await desk.json<Rows>('ledger', '--ticket', ticket.ticketId);
  expect(items).toMatchObject([{ tool: 'process_refund', status: 'succeeded', ticketId: ticket.ticketId }]);
  expect(await desk.json<Rows>('ledger', '--key', items[0]!.idempotencyKey)).toEqual({ items });
  expect((await desk.json<Rows>('ledger', '--conversation', 'nobody')).items).toEqual([]);
  expect((await desk.run('ledger')).out).toMatch(/process_refund +succeeded/);
  expect((await desk.run('ledger', 'verify')).out).toMatch(/agrees with the shop: \d+ rows \(.*succeeded/);
});

test('while a tool is paused its turns go to people and nothing is written; another tool runs; resumed, it runs again', async () => {
  expect((await desk.run('pause', 'process_refund', '--by', 'Kim')).out).toContain('process_refund is paused by Kim');
  const stopped = await ask(`Please refund order ${fixedOrders.exactlyAtApproval}`);
  expect(stopped).toMatchObject({ state: 'escalated', escalation: { code: 'tool_failed' } });
  expect((await desk.json<Rows>('ledger', '--ticket', stopped.ticketId)).items).toEqual([]);
  expect((await ask('Please reset my password')).state).toBe('replied');
  expect((await desk.run('resume', 'process_refund')).out).toContain('No write is paused');
  expect((await ask(`Please refund order ${fixedOrders.exactlyAtApproval}`)).state).toBe('replied');
});

test('all of them at once', async () => {
  await desk.run('pause', '--by', 'Kim');
  expect(await ask('Please reset my password')).toMatchObject({ state: 'escalated', escalation: { code: 'tool_failed' } });
  expect((await desk.run('resume')).out).toContain('No write is paused');
  expect((await desk.run('pause', 'lookup_order')).code).toBe(1);
});

test('verify names every row that disagrees, and ends with 1', async () => {
  const db = desk.app.get(Database, { strict: false });
  await db.query(`update actions.ledger set status = 'failed' where tool = 'process_refund' and order_id = $1`, [fixedOrders.refundable]);
  await db.query(`update actions.ledger set turn_id = 'tkt_other/1' where tool = 'reset_password'`, []);
  const { code, err } = await desk.run('ledger', 'verify');
  expect(code).toBe(1);
  expect(err).toMatch(/process_refund \w+ \(failed, in .*\): the shop has done it, and here it is failed/);
  expect(err).toMatch(/reset_password .*key does not derive/);
});
