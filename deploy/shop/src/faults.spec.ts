import { afterEach, describe, expect, it } from 'vitest';
import { fixedOrders } from './seed/fixed.js';
import { type Faults, type RunningShop, startShop } from './start-shop.js';
import { callShop, usd } from './testing/call-shop.js';

const body = { orderId: fixedOrders.refundable, amount: usd('24.90'), reason: 'late' };

describe('a shop with faults', () => {
  let shop: RunningShop | undefined;
  afterEach(() => shop?.close());

  async function start(faults: Faults) {
    const started = (shop = await startShop({ faults }));
    const refund = (timeoutMs?: number) => callShop(started.url, 'POST /refunds', { body, key: 'one', timeoutMs });
    const operation = () => callShop(started.url, 'GET /operations/one');
    return { refund, operation, ledger: started.ledger, url: started.url };
  }

  it('executes and never answers: the operation tells, and the same key is safe', async () => {
    const { refund, operation, ledger } = await start({ executeThenTimeOut: 1, atMost: 1 });
    await expect(refund(300)).rejects.toThrow(/timeout/i);
    expect(ledger()).toHaveLength(1);
    expect((await operation()).body).toMatchObject({ status: 201, request: body });
    expect((await refund()).body).toEqual((await operation()).body.response);
    expect(ledger()).toHaveLength(1);
  });

  it('executes and answers 503', async () => {
    const { refund, operation, ledger } = await start({ executeThenFail: 1, atMost: 1 });
    expect(await refund()).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect((await operation()).status).toBe(200);
    expect((await refund()).status).toBe(201);
    expect(ledger()).toHaveLength(1);
  });

  it('fails before it does anything: the operation is unknown, and the key still works', async () => {
    const { refund, operation, ledger } = await start({ failBefore: 1, atMost: 2 });
    expect((await refund()).status).toBe(500);
    expect((await refund()).status).toBe(500);
    expect((await operation()).status).toBe(404);
    expect(ledger()).toHaveLength(0);
    expect((await refund()).status).toBe(201);
  });

  it('hangs without doing anything', async () => {
    const { refund, operation, ledger } = await start({ hang: 1, atMost: 1 });
    await expect(refund(300)).rejects.toThrow(/timeout/i);
    expect((await operation()).status).toBe(404);
    expect(ledger()).toHaveLength(0);
  });

  it('keeps no operations', async () => {
    const { refund, operation, ledger } = await start({ noOperations: true });
    expect((await refund()).status).toBe(201);
    expect(await operation()).toMatchObject({ status: 405, body: { code: 'operations_not_kept' } });
    expect(ledger()).toHaveLength(1);
  });

  it('is slow, and changes while it runs', async () => {
    const faults: Faults = { latencyMs: [200, 250] };
    const { refund } = await start(faults);
    const before = performance.now();
    await refund();
    expect(performance.now() - before).toBeGreaterThan(190);
    Object.assign(faults, { latencyMs: 0, failBefore: 1 });
    expect((await refund()).status).toBe(500);
  });

  it('under every fault at once, a client that follows the contract refunds each order exactly once', async () => {
    const { url, ledger } = await start({ executeThenTimeOut: 0.1, executeThenFail: 0.25, failBefore: 0.25, hang: 0.1, seed: 42 });
    const orders = Array.from({ length: 24 }, (_, index) => String(30_001 + index));
    await Promise.all(
      orders.map(async (orderId) => {
        for (let attempt = 0; attempt < 60; attempt += 1) {
          const refund = { orderId, amount: usd('45.00'), reason: 'leaks' };
          const answer = await callShop(url, 'POST /refunds', { body: refund, key: orderId, timeoutMs: 250 }).catch(() => undefined);
          if (answer?.status === 201) return;
          if ((await callShop(url, `GET /operations/${orderId}`)).status === 200) return;
        }
        throw new Error(`order ${orderId} was never refunded`);
      }),
    );
    expect(ledger().map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual(orders);
  });

  it('closes at once while calls hang', async () => {
    const { refund, url } = await start({ hang: 1 });
    const hanging = refund().catch((error: unknown) => error);
    await expect.poll(() => callShop(url, 'GET /orders/12345').then(({ status }) => status)).toBe(200);
    await shop?.close();
    expect(await hanging).toBeInstanceOf(Error);
    expect(shop?.ledger()).toEqual([]);
    await shop?.close();
  });
});
