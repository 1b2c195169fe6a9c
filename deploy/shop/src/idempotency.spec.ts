import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fixedOrders } from './seed/fixed.js';
import { type RunningShop, type ShopOptions, startShop } from './start-shop.js';
import { callShop, usd } from './testing/call-shop.js';

const refund = { orderId: fixedOrders.overApproval, amount: usd('10.00'), reason: 'scratched' };

describe('a write under one key', () => {
  const open: RunningShop[] = [];
  const start = async (options?: ShopOptions) => {
    const shop = await startShop(options);
    open.push(shop);
    return shop;
  };
  afterEach(async () => {
    for (const shop of open.splice(0)) await shop.close();
  });

  it('is done once and answered alike, also when 50 arrive at once', async () => {
    const { url, ledger } = await start();
    const answers = await Promise.all(Array.from({ length: 50 }, () => callShop(url, 'POST /refunds', { body: refund, key: 'one' })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 201, body: { orderId: refund.orderId, amount: usd('10.00'), status: 'accepted' } });
    expect((await callShop(url, `GET /orders/${refund.orderId}`)).body.refunded).toEqual(usd('10.00'));
    expect(ledger()).toMatchObject([{ effect: 'refund', idempotencyKey: 'one', request: refund }]);
  });

  it('is the same write whatever the order of its members', async () => {
    const { url, ledger } = await start();
    const first = await callShop(url, 'POST /refunds', { body: refund, key: 'one' });
    const turned = { reason: refund.reason, amount: { currency: 'USD', value: '10.00' }, orderId: refund.orderId };
    expect(await callShop(url, 'POST /refunds', { body: turned, key: 'one' })).toEqual(first);
    expect(ledger()).toHaveLength(1);
  });

  it('refuses another body, another path and another method with 409, and does nothing', async () => {
    const { url, ledger } = await start();
    await callShop(url, 'POST /refunds', { body: refund, key: 'one' });
    for (const [call, body] of [
      ['POST /refunds', { ...refund, amount: usd('10.01') }],
      ['POST /refunds', { ...refund, note: 'unknown members count, too' }],
      [`POST /orders/${fixedOrders.pending}/cancel`, refund],
      [`PATCH /orders/${fixedOrders.pending}`, refund],
    ] as const) {
      expect(await callShop(url, call, { body, key: 'one' })).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
    }
    expect(ledger()).toHaveLength(1);
    expect((await callShop(url, `GET /orders/${fixedOrders.pending}`)).body.status).toBe('pending');
  });

  it('keeps its refusal, even when it would be possible later', async () => {
    const { url, ledger } = await start();
    const body = { email: 'ben@example.com' };
    const refused = await callShop(url, 'PATCH /customers/cus_1', { body, key: 'one' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'email_taken' } });
    await callShop(url, 'PATCH /customers/cus_2', { body: { email: 'ben.okafor@example.com' } });
    expect(await callShop(url, 'PATCH /customers/cus_1', { body, key: 'one' })).toEqual(refused);
    expect(ledger().map(({ path }) => path)).toEqual(['/customers/cus_2']);
  });

  it.each([
    ['POST /refunds', refund],
    [`POST /orders/${fixedOrders.pending}/cancel`, { reason: 'changed my mind' }],
    [`PATCH /orders/${fixedOrders.pending}`, { address: '1 New Street, Salem, OR 97301' }],
    [`POST /orders/${fixedOrders.refundable}/returns`, { itemIds: ['SOCK-M'] }],
    [`POST /orders/${fixedOrders.refundable}/exchanges`, { items: [{ itemId: 'SOCK-M', newItemId: 'SOCK-L' }] }],
    ['POST /customers/cus_1/password-reset', undefined],
    ['PATCH /customers/cus_1', { phone: '+1 555 010 9999' }],
    ['POST /mail', { to: 'ada@example.com', subject: 'Hello', text: 'World' }],
  ])('holds for %s, which also needs a key', async (call, body) => {
    const { url, ledger } = await start();
    expect(await callShop(url, call, { body, key: null })).toMatchObject({ status: 400, body: { code: 'idempotency_key_missing' } });
    expect(ledger()).toHaveLength(0);
    const first = await callShop(url, call, { body, key: 'one' });
    expect(first.status).toBeLessThan(300);
    expect(await callShop(url, call, { body, key: 'one' })).toEqual(first);
    expect(ledger()).toHaveLength(1);
    expect((await callShop(url, 'GET /mail')).body.items.length).toBeLessThanOrEqual(1);
  });

  it('outlives the shop: after a restart on its file, and between two shops on one file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shop-'));
    const file = join(folder, 'deep', 'shop.db');
    try {
      const before = await start({ file });
      const first = await callShop(before.url, 'POST /refunds', { body: refund, key: 'one' });
      await before.close();

      const [left, right] = [await start({ file }), await start({ file })];
      expect(await callShop(left.url, 'POST /refunds', { body: refund, key: 'one' })).toEqual(first);
      expect((await callShop(left.url, 'GET /operations/one')).body.response).toEqual(first.body);
      const race = Array.from({ length: 20 }, (_, index) =>
        callShop((index % 2 ? left : right).url, 'POST /refunds', { body: refund, key: 'two' }),
      );
      expect(new Set((await Promise.all(race)).map(({ body }) => body.refundId)).size).toBe(1);
      expect(left.ledger().map(({ idempotencyKey }) => idempotencyKey)).toEqual(['one', 'two']);
    } finally {
      for (const shop of open.splice(0)) await shop.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('is told by its operation, once it was accepted', async () => {
    const { url } = await start();
    const key = 'desk:tkt/1?turn=2';
    const path = `/operations/${encodeURIComponent(key)}`;
    expect(await callShop(url, `GET ${path}`)).toMatchObject({ status: 404, body: { code: 'operation_unknown' } });
    const { body: response } = await callShop(url, 'POST /refunds', { body: refund, key });
    expect((await callShop(url, `GET ${path}`)).body).toEqual({
      idempotencyKey: key,
      method: 'POST',
      path: '/refunds',
      status: 201,
      request: refund,
      response,
    });
  });

  it('has no operation where it was refused: 200 means accepted', async () => {
    const { url } = await start();
    await callShop(url, 'POST /refunds', { body: { ...refund, amount: usd('9999.00') }, key: 'one' });
    expect((await callShop(url, 'GET /operations/one')).status).toBe(404);
  });
});
