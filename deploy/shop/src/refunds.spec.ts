import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedOrders } from './seed/fixed.js';
import { type RunningShop, startShop } from './start-shop.js';
import { callShop, usd } from './testing/call-shop.js';

describe('refunds', () => {
  let shop: RunningShop;
  beforeAll(async () => void (shop = await startShop()));
  afterAll(() => shop.close());
  const refund = (orderId: string, amount: unknown) => callShop(shop.url, 'POST /refunds', { body: { orderId, amount, reason: 'faulty' } });
  const refundedOf = async (id: string) => (await callShop(shop.url, `GET /orders/${id}`)).body.refunded.value;

  it('add up, and never to more than was paid', async () => {
    const id = fixedOrders.exactlyAtApproval;
    expect((await refund(id, usd('33.33'))).status).toBe(201);
    expect((await refund(id, usd('33.33'))).status).toBe(201);
    expect(await refund(id, usd('33.35'))).toMatchObject({ status: 422, body: { code: 'amount_over_refundable', detail: expect.stringContaining('33.34') } });
    expect((await refund(id, usd('33.34'))).status).toBe(201);
    expect(await refund(id, usd('0.01'))).toMatchObject({ status: 422, body: { code: 'amount_over_refundable' } });
    expect(await refundedOf(id)).toBe('100.00');
  });

  it('cannot be raced past what was paid', async () => {
    const id = fixedOrders.overApproval; // 240.00
    const answers = await Promise.all(Array.from({ length: 40 }, () => refund(id, usd('25.00'))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(9);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(31);
    expect(await refundedOf(id)).toBe('225.00');
  });

  it('know what was refunded before', async () => {
    expect((await refund(fixedOrders.fullyRefunded, usd('0.01'))).body.code).toBe('amount_over_refundable');
    expect((await refund(fixedOrders.cancelled, usd('0.01'))).body.code).toBe('amount_over_refundable');
    expect((await refund(fixedOrders.partlyRefunded, usd('50.01'))).body.code).toBe('amount_over_refundable');
    expect((await refund(fixedOrders.partlyRefunded, usd('50.00'))).status).toBe(201);
  });

  it.each([
    [{ value: '-5.00', currency: 'USD' }, 'amount_not_positive'],
    [{ value: '0.00', currency: 'USD' }, 'amount_not_positive'],
    [{ value: 'ten', currency: 'USD' }, 'amount_not_decimal'],
    [{ value: '1e1', currency: 'USD' }, 'amount_not_decimal'],
    [{ value: '5.001', currency: 'USD' }, 'amount_not_decimal'],
    [{ value: '5,00', currency: 'USD' }, 'amount_not_decimal'],
    [{ value: '5.00', currency: 'EUR' }, 'currency_not_accepted'],
    [{ value: 5, currency: 'USD' }, 'invalid_request'],
    [{ value: '5.00' }, 'invalid_request'],
    ['5.00', 'invalid_request'],
    [null, 'invalid_request'],
  ])('refuse the amount %j as %s', async (amount, code) => {
    const answer = await refund(fixedOrders.overDispute, amount);
    expect(answer).toMatchObject({ status: 422, type: 'application/problem+json', body: { code, title: expect.any(String) } });
    expect(answer.body.errors[0].path).toMatch(/^amount/);
    expect(answer.body.detail).toMatch(/\.$/);
    expect(await refundedOf(fixedOrders.overDispute)).toBe('0.00');
  });

  it('refuse an unknown order and a missing reason', async () => {
    expect(await refund('99999', usd('1.00'))).toMatchObject({ status: 422, body: { code: 'unknown_order' } });
    const body = { orderId: fixedOrders.overDispute, amount: usd('1.00'), reason: '  ' };
    expect((await callShop(shop.url, 'POST /refunds', { body })).body.errors).toMatchObject([{ path: 'reason' }]);
  });
});
