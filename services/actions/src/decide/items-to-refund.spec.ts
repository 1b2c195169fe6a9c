import { expect, it } from 'vitest';
import { itemsToRefund } from './items-to-refund.js';
import { askedRefund } from './asked-refund.js';
import { orderOf, turnOf } from './turn.fixture.js';

const usd = (value: string) => ({ value, currency: 'USD' });
const item = (itemId: string, name: string, value: string, quantity = 1, finalSale = false) => ({ itemId, productId: `prd_${itemId}`, name, quantity, price: usd(value), finalSale });
const order = orderOf({ id: '20003', total: usd('100.00'), items: [item('MUG', 'Juniper Mug', '18.00', 2), item('TENT', 'Ridgeline Tent', '54.00'), item('SOCK', 'Wool Socks', '10.00')] });

it.each([
  ['refund only the mug of order 20003', ['MUG']],
  ['I want a refund for the mug and the socks', ['MUG', 'SOCK']],
  ['Please refund order 20003, just the tent please', ['TENT']],
  ['Can I get my money back for the tent from order 20003', ['TENT']],
  ['refund order 20003 because the mug broke', []],
  ['Please refund order 20003', []],
  ['The mug was broken. I want a refund', []],
  ['refund everything in 20003', []],
  ['refund me all of it', []],
])('%s', (text, ids) => {
  expect(itemsToRefund(order, text).map(({ itemId }) => itemId)).toEqual(ids);
});

it('an item is worth its price times its quantity, at most what is left', () => {
  const asked = (refunded: string) => askedRefund(turnOf('refund only the mug of 20003', { classified: { entities: { orderId: ['20003'] } } }), { ...order, refunded: usd(refunded) });
  expect(asked('0.00')).toMatchObject({ amounts: [{ minor: 3_600, currency: 'USD' }], orAll: false });
  expect(asked('90.00')).toMatchObject({ amounts: [{ minor: 1_000 }] });
});

it('an amount in own words, or agreed to, is the amount; without either it is all of it', () => {
  const words = (amount: string[]) => askedRefund(turnOf('refund 20003', { classified: { entities: { orderId: ['20003'], amount } } }), order);
  expect(words(['10.00 USD'])).toMatchObject({ amounts: [{ minor: 1_000 }], orAll: false });
  expect(words([])).toMatchObject({ amounts: [], orAll: true });
  const answersPending = { intent: 'refund_request', wish: 'refund', missing: 'confirmation', known: { orderId: '20003', amount: usd('7.50') } };
  expect(askedRefund(turnOf('yes', { classified: { intent: 'refund_request', answersPending } }), order)).toMatchObject({ amounts: [{ minor: 750 }], orAll: false });
});
