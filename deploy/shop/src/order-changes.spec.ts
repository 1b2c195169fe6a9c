import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedOrders } from './seed/fixed.js';
import { type RunningShop, startShop } from './start-shop.js';
import { callShop, usd } from './testing/call-shop.js';

describe('changing an order', () => {
  let shop: RunningShop;
  beforeEach(async () => void (shop = await startShop()));
  afterEach(() => shop.close());
  const call = (line: string, body: unknown) => callShop(shop.url, line, { body });
  const order = async (id: string) => (await callShop(shop.url, `GET /orders/${id}`)).body;
  const { pending, refundable } = fixedOrders;

  it('cancels a pending order once, and the money goes back with it', async () => {
    const { status, body } = await call(`POST /orders/${pending}/cancel`, { reason: 'no longer needed' });
    expect([status, body.status, body.refunded]).toEqual([200, 'cancelled', usd('60.90')]);
    expect(await order(pending)).toEqual(body);
    expect((await call(`POST /orders/${pending}/cancel`, { reason: 'again' })).body.code).toBe('order_not_pending');
    expect((await call('POST /refunds', { orderId: pending, amount: usd('1.00'), reason: 'x' })).body.code).toBe('amount_over_refundable');
  });

  it.each(['late', 'refundable', 'processed', 'cancelled', 'returnRequested', 'exchangeRequested', 'returned'] as const)(
    'neither cancels nor changes the order that is %s',
    async (name) => {
      const before = await order(fixedOrders[name]);
      for (const [line, body] of [
        [`POST /orders/${before.id}/cancel`, { reason: 'x' }],
        [`PATCH /orders/${before.id}`, { address: '1 New Street' }],
      ] as const) {
        expect(await call(line, body)).toMatchObject({ status: 422, body: { code: 'order_not_pending' } });
      }
      expect(await order(before.id)).toEqual(before);
    },
  );

  it('changes address, payment method and items of a pending order', async () => {
    const change = { address: ' 1 New Street, Salem, OR 97301 ', paymentMethodId: 'pm_1_paypal', items: [{ itemId: 'MUG-WHITE', newItemId: 'MUG-BLUE' }] };
    const { status, body } = await call(`PATCH /orders/${pending}`, change);
    expect(status).toBe(200);
    expect(body).toMatchObject({ address: '1 New Street, Salem, OR 97301', paymentMethodId: 'pm_1_paypal', total: usd('60.90') });
    expect(body.items.map(({ itemId }: { itemId: string }) => itemId)).toEqual(['MUG-BLUE', 'SOCK-L']);
    expect(await order(pending)).toEqual(body);
  });

  it('charges what the new item costs, for all pieces of the line', async () => {
    const { body } = await call(`PATCH /orders/${fixedOrders.otherPending}`, { items: [{ itemId: 'BOTTLE-750', newItemId: 'BOTTLE-500' }] });
    expect(body).toMatchObject({ total: usd('56.00'), items: [{ itemId: 'BOTTLE-500', quantity: 2, price: usd('28.00') }] });
  });

  it.each([
    [{ items: [{ itemId: 'MUG-WHITE', newItemId: 'SOCK-M' }] }, 'other_product'],
    [{ items: [{ itemId: 'MUG-WHITE', newItemId: 'MUG-GREEN' }] }, 'item_unavailable'],
    [{ items: [{ itemId: 'MUG-WHITE', newItemId: 'MUG-PLAID' }] }, 'unknown_item'],
    [{ items: [{ itemId: 'MUG-WHITE', newItemId: 'MUG-WHITE' }] }, 'same_item'],
    [{ items: [{ itemId: 'BOOT-39', newItemId: 'BOOT-41' }] }, 'item_not_in_order'],
    [{ items: [{ itemId: 'MUG-WHITE', newItemId: 'MUG-BLUE' }, { itemId: 'MUG-WHITE', newItemId: 'MUG-BLUE' }] }, 'item_not_in_order'],
    [{ items: [] }, 'invalid_request'],
    [{ paymentMethodId: 'pm_2_mastercard' }, 'payment_method_not_of_customer'],
    [{ paymentMethodId: 'pm_nobody' }, 'payment_method_not_of_customer'],
    [{ address: '' }, 'invalid_request'],
    [{ address: 'x'.repeat(501) }, 'invalid_request'],
    [{}, 'invalid_request'],
  ])('refuses %j as %s and leaves the order alone', async (change, code) => {
    const before = await order(pending);
    // With a part that is fine beside it: all of a change is done, or nothing.
    const whole = Object.keys(change).length === 1 && !('address' in change) ? { ...change, address: '9 Elsewhere' } : change;
    expect(await call(`PATCH /orders/${pending}`, whole)).toMatchObject({ status: 422, body: { code } });
    expect(await order(pending)).toEqual(before);
  });

  it('takes back delivered items', async () => {
    const answer = await call(`POST /orders/${refundable}/returns`, { itemIds: ['SOCK-M'], paymentMethodId: 'pm_1_gift' });
    expect(answer).toMatchObject({ status: 200, body: { id: refundable, status: 'return_requested', refunded: usd('0.00') } });
    expect((await call(`POST /orders/${refundable}/returns`, { itemIds: ['SOCK-M'] })).body.code).toBe('order_not_delivered');
  });

  it('exchanges delivered items for a variant on the shelf', async () => {
    const answer = await call(`POST /orders/${refundable}/exchanges`, { items: [{ itemId: 'SOCK-M', newItemId: 'SOCK-L' }] });
    expect(answer).toMatchObject({ status: 200, body: { status: 'exchange_requested', items: [{ itemId: 'SOCK-M' }] } });
  });

  it.each([
    ['returns', { itemIds: ['SOCK-L'] }, 'item_not_in_order'],
    ['returns', { itemIds: ['SOCK-M', 'SOCK-M'] }, 'item_not_in_order'],
    ['returns', { itemIds: ['SOCK-M'], paymentMethodId: 'pm_2_gift' }, 'payment_method_not_of_customer'],
    ['returns', { itemIds: [] }, 'invalid_request'],
    ['returns', { itemIds: 'SOCK-M' }, 'invalid_request'],
    ['exchanges', { items: [{ itemId: 'SOCK-M', newItemId: 'HAT-SAND' }] }, 'other_product'],
    ['exchanges', { items: [{ itemId: 'SOCK-M', newItemId: 'SOCK-L' }], paymentMethodId: 'pm_2_gift' }, 'payment_method_not_of_customer'],
    ['exchanges', { items: [{ itemId: 'SOCK-M' }] }, 'invalid_request'],
  ])('refuses %s of %j as %s', async (kind, body, code) => {
    expect(await call(`POST /orders/${refundable}/${kind}`, body)).toMatchObject({ status: 422, body: { code } });
    expect((await order(refundable)).status).toBe('delivered');
  });

  it('takes as many pieces back as were bought', async () => {
    const id = fixedOrders.exactlyAtTwoApprovals;
    expect((await call(`POST /orders/${id}/returns`, { itemIds: ['FIRE-60', 'FIRE-60', 'FIRE-60'] })).body.code).toBe('item_not_in_order');
    expect((await call(`POST /orders/${id}/returns`, { itemIds: ['FIRE-60', 'FIRE-60'] })).status).toBe(200);
  });

  it.each(['late', 'pending', 'returned', 'cancelled'] as const)('takes nothing back of the order that is %s', async (name) => {
    const { id, items } = await order(fixedOrders[name]);
    expect((await call(`POST /orders/${id}/returns`, { itemIds: [items[0].itemId] })).body.code).toBe('order_not_delivered');
  });

  it('knows only its own orders', async () => {
    for (const line of ['POST /orders/99999/cancel', 'PATCH /orders/99999', 'POST /orders/99999/returns', 'POST /orders/99999/exchanges']) {
      const body = { reason: 'x', address: 'x', itemIds: ['x'], items: line.startsWith('PATCH') ? undefined : [{ itemId: 'a', newItemId: 'b' }] };
      expect(await call(line, body), line).toMatchObject({ status: 404, body: { code: 'unknown_order' } });
    }
  });
});
