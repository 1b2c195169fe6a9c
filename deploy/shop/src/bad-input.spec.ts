import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedOrders } from './seed/fixed.js';
import { type RunningShop, startShop } from './start-shop.js';
import { callShop, usd } from './testing/call-shop.js';

describe('bad input', () => {
  let shop: RunningShop;
  beforeAll(async () => void (shop = await startShop()));
  afterAll(() => shop.close());
  const send = (body: string, key?: string) => callShop(shop.url, 'POST /refunds', { body, key });

  it.each([
    ['broken', '{"orderId":'],
    ['a bare word', 'refund'],
    ['nested 100,000 deep', `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('that is %s JSON gets 400', async (_, body) => {
    expect(await send(body)).toMatchObject({ status: 400, body: { code: 'body_not_json', detail: expect.any(String) } });
  });

  it.each(['[]', 'null', '"text"', '7', ''])('%j is JSON of the wrong shape: 422', async (body) => {
    expect(await send(body)).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
  });

  it('names every path that is wrong', async () => {
    const { body } = await send('{"orderId":7,"amount":{"value":5},"reason":""}');
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(['orderId', 'amount.value', 'amount.currency', 'reason']);
  });

  it('over 256 KiB gets 413', async () => {
    expect(await send(JSON.stringify({ reason: 'x'.repeat(300_000) }))).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });

  it('that is not UTF-8 gets 400', async () => {
    const response = await fetch(`${shop.url}/mail`, { method: 'POST', headers: { 'idempotency-key': 'utf' }, body: Buffer.from([0x7b, 0xff, 0x7d]) });
    expect(response.status).toBe(400);
    await response.body?.cancel();
  });

  it.each(['has space', 'x'.repeat(256), ''])('the key %j gets 400', async (key) => {
    expect(await send('{}', key)).toMatchObject({ status: 400, body: { code: 'idempotency_key_missing' } });
  });

  it('a body that could not be read does not use up its key', async () => {
    await send('{"orderId":', 'again');
    const body = JSON.stringify({ orderId: fixedOrders.overDispute, amount: usd('1.00'), reason: 'NUL \u0000 and \ud800' });
    expect((await send(body, 'again')).status).toBe(201);
  });

  it('ignores members it does not know', async () => {
    const body = { orderId: fixedOrders.overDispute, amount: { ...usd('1.00'), symbol: '$' }, reason: 'x', status: 'accepted' };
    expect((await callShop(shop.url, 'POST /refunds', { body })).status).toBe(201);
  });
});
