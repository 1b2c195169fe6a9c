import { expect, it } from 'vitest';
import { planLoad } from './plan-load.ts';

it('each order is asked about once, and within those that the shop has', () => {
  const { sendings, orders } = planLoad(4, 2_000);
  const asked = sendings.flatMap(({ tickets }) => tickets).flatMap(({ order }) => (order ? [order] : []));
  expect(new Set(asked.map(({ orderId }) => orderId)).size).toBe(asked.length);
  expect(Math.max(...asked.map(({ orderId }) => Number(orderId) - 5_000_001))).toBeLessThan(orders);
  expect(asked.some(({ cents }) => cents > 10_000)).toBe(true);
  expect(planLoad(4, 2_000)).toEqual({ sendings, orders });
});
