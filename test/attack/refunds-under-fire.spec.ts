import { openLedgerDatabase } from '@deskhand/actions/perform/desk.fixture.js';
import { ShopClient } from '@deskhand/actions/perform/shop-client.js';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { refundUnderFire } from './refunds-under-fire.ts';

let database: Awaited<ReturnType<typeof openLedgerDatabase>>;
beforeAll(async () => {
  database = await openLedgerDatabase();
});
afterAll(() => database?.close());
afterEach(() => vi.restoreAllMocks());

it('a shop in trouble and two workers at once: each refund once, to the cent, under one key', async () => {
  const figures = await refundUnderFire(database.db, { n: 45, seed: 5 });
  expect(figures).toMatchObject({ asked: 45, told: { succeeded: 45 }, done: 45, keys: 45 });
  expect(figures.cents).toBe(figures.expectedCents);
});

it('planted: a fresh key on retry, and a time-out taken for a no, is caught', async () => {
  const { send } = ShopClient.prototype;
  const tries = new Map<string, number>();
  vi.spyOn(ShopClient.prototype, 'send').mockImplementation(function (this: ShopClient, write, key) {
    const before = tries.get(key) ?? 0;
    tries.set(key, before + 1);
    return send.call(this, write, before === 0 ? key : `${key}-${before}`);
  });
  vi.spyOn(ShopClient.prototype, 'operation').mockResolvedValue({ kind: 'absent' });
  const figures = await refundUnderFire(database.db, { n: 30, seed: 5 });
  expect(figures.done).toBeGreaterThan(figures.asked);
});
