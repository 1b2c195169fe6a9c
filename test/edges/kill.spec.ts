import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fixedCustomers } from '@deskhand/shop/seed/fixed.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityToken, startDesk, type RunningDesk } from '../support/start-desk.ts';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk?.stop());

test('kill -9 in the middle, six times: no ticket is lost, no refund is made twice', async () => {
  const token = await identityToken(fixedCustomers.manySmallOrders);
  const shopCall = await fetch(`${desk.shop.url}/customers/${fixedCustomers.manySmallOrders}/orders`, { headers: { authorization: 'Bearer shop-token' } });
  const orders = ((await shopCall.json()) as { items: { id: string }[] }).items.slice(0, 18);
  const accepted: string[] = [];
  for (let round = 0; round < 6; round++) {
    const batch = orders.slice(round * 3, round * 3 + 3).map((order) => ({
      source: 'kill', id: randomUUID(), text: `Please refund my order ${order.id}, it arrived damaged`, customer: { identityToken: token },
    }));
    for (const ticket of batch) accepted.push((await desk.client.submit(ticket)).body.ticketId);
    await sleep(15 + round * 35);
    await desk.kill9();
    await desk.again();
  }
  for (const ticketId of accepted) {
    const ticket = await desk.client.ticket(ticketId, 25);
    expect([ticket.state, ticket.escalation?.code ?? '']).toEqual(['replied', '']);
  }
  const refunds = desk.shop.ledger().filter(({ effect }) => effect === 'refund');
  for (const order of orders) expect(refunds.filter(({ request }) => (request as { orderId: string }).orderId === order.id)).toHaveLength(1);
}, 180_000);

test('a second desk on the same data folder is refused with a sentence that names it', async () => {
  await expect(startDesk({ dataDir: desk.dataDir })).rejects.toThrow(desk.dataDir);
});
