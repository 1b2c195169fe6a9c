import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedOrders } from './seed/fixed.js';
import { type RunningShop, startShop } from './start-shop.js';
import { callShop } from './testing/call-shop.js';

describe('reading from the shop', () => {
  let shop: RunningShop;
  beforeAll(async () => void (shop = await startShop({ token: 'shop-secret' })));
  afterAll(() => shop.close());
  const get = (path: string) => callShop(shop.url, `GET ${path}`, { token: 'shop-secret' });

  it('wants the token on every call, known path or not', async () => {
    for (const path of ['/orders/12345', '/products', '/nowhere', '/operations/x']) {
      expect(await callShop(shop.url, `GET ${path}`)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
      expect((await callShop(shop.url, `GET ${path}`, { token: 'shop-secret2' })).status).toBe(401);
    }
  });

  it('says a customer, by id and by address in any case', async () => {
    const { body } = await get('/customers/cus_1');
    expect(body).toMatchObject({ id: 'cus_1', name: 'Ada Moreno', email: 'ada@example.com', status: 'active', address: expect.any(String) });
    expect(body.paymentMethods[0]).toEqual({ id: 'pm_1_visa', kind: 'card', label: 'Visa ending in 4242' });
    expect((await get('/customers?email=ADA%40Example.com')).body).toEqual({ items: [body] });
    expect((await get('/customers?email=nobody@example.com')).body).toEqual({ items: [] });
    expect((await get('/customers')).status).toBe(422);
    expect(await get('/customers/cus_999')).toMatchObject({ status: 404, body: { code: 'unknown_customer' } });
  });

  it('says an order to the letter', async () => {
    expect((await get(`/orders/${fixedOrders.late}`)).body).toEqual({
      id: '12345',
      customerId: 'cus_1',
      status: 'shipped',
      placedAt: '2026-05-03T16:20:00.000Z',
      total: { value: '129.00', currency: 'USD' },
      items: [
        {
          itemId: 'PACK28-FERN',
          productId: 'prd_trailhead_pack',
          name: 'Trailhead Backpack',
          quantity: 1,
          price: { value: '129.00', currency: 'USD' },
          finalSale: false,
        },
      ],
      refunded: { value: '0.00', currency: 'USD' },
      paymentMethodId: 'pm_1_visa',
      address: '12 Alder Street, Portland, OR 97205',
    });
    expect((await get(`/orders/${fixedOrders.withLetter}`)).body.id).toBe('W1234567');
    expect(await get('/orders/99999')).toMatchObject({ status: 404, type: 'application/problem+json', body: { code: 'unknown_order' } });
  });

  it('lists the orders of one customer only, newest first', async () => {
    const { items } = (await get('/customers/cus_2/orders')).body;
    expect(items.length).toBeGreaterThan(3);
    expect(new Set(items.map((order: { customerId: string }) => order.customerId))).toEqual(new Set(['cus_2']));
    const placed = items.map((order: { placedAt: string }) => order.placedAt);
    expect(placed).toEqual([...placed].sort().reverse());
    expect((await get('/customers/cus_999/orders')).status).toBe(404);
  });

  it('says where a shipment is, and 404 where there is none', async () => {
    const { body } = await get('/orders/12345/shipment');
    expect(Object.keys(body)).toEqual(['orderId', 'carrier', 'trackingNumber', 'status', 'shippedAt', 'eta', 'events']);
    expect(body).toMatchObject({ orderId: '12345', shippedAt: '2026-05-05T15:30:00.000Z', eta: '2026-05-10T18:00:00.000Z' });
    expect(body.events[0]).toEqual({ at: expect.any(String), place: expect.any(String), text: 'Handed to the carrier' });
    expect(await get(`/orders/${fixedOrders.pending}/shipment`)).toMatchObject({ status: 404, body: { code: 'no_shipment' } });
  });

  it('searches products by words and keeps to the limit', async () => {
    const { items } = (await get('/products?q=waterproof%20tent&limit=2')).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual(['prd_ridgeline_tent', 'prd_basecamp_tent']);
    expect((await get('/products/prd_ridgeline_tent')).body).toEqual(items[0]);
    expect(items[0].variants[0]).toEqual({ itemId: 'TENT2-MOSS', attributes: { color: 'moss', size: '2 person' }, price: { value: '189.00', currency: 'USD' }, available: true });
    for (const limit of ['0', '-1', '1.5', 'all', '101']) expect((await get(`/products?limit=${limit}`)).status).toBe(422);
    expect((await get('/products/prd_none')).status).toBe(404);
  });

  it('knows no other path and no other method', async () => {
    expect(await get('/nowhere')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await get('/orders/%E0%A4%A')).status).toBe(404);
    expect((await get('//')).status).toBe(404);
    expect(await callShop(shop.url, 'DELETE /orders/12345', { token: 'shop-secret' })).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
  });
});
