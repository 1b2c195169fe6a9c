import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeRefund } from './judge-refund.js';
import { orderStatuses } from './shop-facts.js';
import { catalogue, now, orderOf } from './turn.fixture.js';

const { refund } = catalogue.policies;
const usd = (value: string) => ({ value, currency: 'USD' });

it.each([
  ['pending', 'not_delivered'],
  ['processed', 'not_delivered'],
  ['shipped', 'not_delivered'],
  ['cancelled', 'already_cancelled'],
  ['return_requested', 'other'],
  ['exchange_requested', 'other'],
] as const)('does not refund what is %s', (status, why) => {
  expect(judgeRefund(orderOf({ status }), refund, now)).toMatchObject({ eligible: false, why });
});

it('refunds what is left, but no final sale', () => {
  const sock = orderOf().items[0]!;
  const items = [sock, { ...sock, itemId: 'LAST', price: usd('75.10'), finalSale: true }];
  const order = orderOf({ items, total: usd('100.00') });
  expect(judgeRefund(order, refund, now)).toMatchObject({ eligible: true, refundable: { minor: 2490 } });
  expect(judgeRefund({ ...order, refunded: usd('90.00') }, refund, now)).toMatchObject({ eligible: true, refundable: { minor: 1000 } });
  expect(judgeRefund(order, { ...refund, finalSale: true }, now)).toMatchObject({ refundable: { minor: 10_000 } });
});

it('judges nothing that was delivered at no time', () => {
  expect(judgeRefund(orderOf({ deliveredAt: null }), refund, now)).toMatchObject({ eligible: false, why: 'other' });
});

it('never finds more refundable than is left', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 }).map((minor) => ({ minor, wire: usd((minor / 100).toFixed(2)) }));
  fc.assert(
    fc.property(amount, amount, fc.constantFrom(...orderStatuses), fc.boolean(), (total, refunded, status, finalSale) => {
      const items = [{ ...orderOf().items[0]!, price: total.wire, finalSale }];
      const judgement = judgeRefund(orderOf({ total: total.wire, refunded: refunded.wire, status, items }), refund, now);
      if (!judgement.eligible) return;
      expect(judgement.refundable.minor).toBeGreaterThan(0);
      expect(judgement.refundable.minor).toBeLessThanOrEqual(total.minor - refunded.minor);
    }),
  );
});
