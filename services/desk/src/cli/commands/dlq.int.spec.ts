import { Bus } from '@deskhand/bus/bus.js';
import { Database } from '@deskhand/kit/database.js';
import { fixedCustomers, fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { startShop, type RunningShop } from '@deskhand/shop/start-shop.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk } from '../../desk.fixture.js';

let shop: RunningShop;
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  shop = await startShop();
  desk = await openDesk({ SHOP_URL: shop.url });
});
afterAll(async () => {
  await desk?.close();
  await shop?.close();
});

interface Letter {
  id: string;
  service: string;
  topic: string;
  subject: string | null;
}

const letters = async () => (await desk.json<{ items: Letter[] }>('dlq', 'list')).items;
const deliveries = async (ticketId: string) => {
  const { items } = (await (await fetch(`${desk.url}/v1/events?ticketId=${ticketId}`)).json()) as { items: { topic: string; body: { messageId?: string } }[] };
  return items.filter(({ topic }) => topic === 'reply.delivered.v1').map(({ body }) => body.messageId);
};

test('what was given up is put back by two operators at once, and once more: it is done, and nothing is done twice', async () => {
  const db = desk.app.get(Database, { strict: false });
  // The refund is made, and the reply that tells of it can be kept nowhere, until it is given up.
  await db.query('alter table ingestion.delivery rename to delivery_away', []);
  await desk.run('send', '--as', fixedCustomers.ada, '--wait', '1', `Please refund order ${fixedOrders.refundable}`);
  const [letter] = await waitFor(async () => {
    const all = (await letters()).filter(({ topic }) => topic === 'reply.released.v1');
    return all.length > 0 && all;
  }, { for: 'the delivery to be given up', deadline: 60_000, every: 250 });
  await db.query('alter table ingestion.delivery_away rename to delivery', []);
  const ticketId = letter!.subject!;

  // Both see it before either has noted that it is put back, as does whoever comes after an end of the desk in between.
  const bus = desk.app.get(Bus, { strict: false });
  expect(await Promise.all([bus.replayDeadLetter(letter!.id), bus.replayDeadLetter(letter!.id)])).toEqual([true, true]);
  const copies = await db.query(`select from bus.log where topic = 'reply.released.v1' and subject = $1 and value like '%refund%'`, [ticketId]);
  expect(copies.length).toBeGreaterThanOrEqual(3);
  await waitFor(async () => (await deliveries(ticketId)).length > 0, { for: 'the reply to be delivered', deadline: 20_000 });
  expect((await desk.run('dlq', 'replay', letter!.id)).err).toContain('There is no dead letter');
  await desk.run('send', 'What is your return policy?');
  expect((await letters()).filter(({ topic }) => topic === 'reply.released.v1')).toEqual([]);
  const ids = await deliveries(ticketId);
  expect(ids).toHaveLength(new Set(ids).size);
  const { messages } = (await (await fetch(`${desk.url}/v1/tickets/${ticketId}`)).json()) as { messages: { from: string; text: string }[] };
  const told = messages.filter(({ from }) => from === 'bot').map(({ text }) => text);
  expect(told).toHaveLength(new Set(told).size);
  expect(shop.ledger().filter(({ effect }) => effect === 'refund')).toHaveLength(1);
}, 120_000);
