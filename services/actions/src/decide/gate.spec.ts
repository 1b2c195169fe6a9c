import fc from 'fast-check';
import { toolNames } from '@deskhand/catalogue/tool-names.js';
import { describe, expect, it } from 'vitest';
import { type GateInput, gate } from './gate.js';
import { orderStatuses } from './shop-facts.js';
import { catalogue, now, orderOf } from './turn.fixture.js';
import { wishesOfTool } from './wish-of-tool.js';

const { refund } = catalogue.policies;
const limits = catalogue.shop.refundLimits;
const order = orderOf({ total: { value: '5000.00', currency: 'USD' }, items: [{ ...orderOf().items[0]!, price: { value: '5000.00', currency: 'USD' } }] });

function input(more: Partial<GateInput> = {}): GateInput {
  return {
    tool: 'process_refund',
    arguments: { orderId: '20001', amount: { value: '24.90', currency: 'USD' }, reason: 'damaged' },
    kind: 'write',
    personal: true,
    allowedTools: toolNames,
    customerId: 'cus_1',
    customer: { id: 'cus_1', status: 'active', paymentMethods: [{ id: 'pay_1', kind: 'card', label: 'Visa ending in 4242' }] },
    order,
    products: [],
    askedRefund: null,
    wishes: ['refund'],
    namedOrders: ['20001'],
    confirmed: false,
    automaticToday: { count: 0, minor: 0, currency: 'USD' },
    policy: { refund, limits },
    dryRun: false,
    now,
    ...more,
  };
}

function ofAmount(value: string, more: Partial<GateInput> = {}) {
  return gate(input({ arguments: { orderId: '20001', amount: { value, currency: 'USD' }, reason: 'damaged' }, ...more }));
}

it.each([
  ['0.01', { kind: 'allow' }],
  ['100.00', { kind: 'allow' }],
  ['100.01', { kind: 'approve', needed: 1, why: 'amount' }],
  ['1000.00', { kind: 'approve', needed: 1, why: 'amount' }],
  ['1000.01', { kind: 'approve', needed: 2, why: 'amount' }],
  ['5000.01', { kind: 'refuse', code: 'over_refundable' }],
  ['0.00', { kind: 'refuse', code: 'invalid_amount' }],
  ['-5.00', { kind: 'refuse', code: 'invalid_amount' }],
  ['1e3', { kind: 'refuse', code: 'invalid_amount' }],
  ['24.999', { kind: 'refuse', code: 'invalid_amount' }],
])('a refund of %s: %o', (value, verdict) => {
  expect(ofAmount(value)).toEqual(verdict);
});

it.each([
  [{ count: 19, minor: 0, currency: 'USD' }, { kind: 'allow' }],
  [{ count: 20, minor: 0, currency: 'USD' }, { kind: 'approve', needed: 1, why: 'daily_limit' }],
  [{ count: 1, minor: 97_510, currency: 'USD' }, { kind: 'allow' }],
  [{ count: 1, minor: 97_511, currency: 'USD' }, { kind: 'approve', needed: 1, why: 'daily_limit' }],
])('after %o today: %o', (automaticToday, verdict) => {
  expect(ofAmount('24.90', { automaticToday })).toEqual(verdict);
});

const usd = (minor: number) => ({ minor, currency: 'USD' });

it.each<[string, GateInput['askedRefund'], string, string]>([
  ['the amount asked for', { amounts: [usd(2_490)], orAll: false, items: [] }, '24.90', 'allow'],
  ['less than that', { amounts: [usd(2_490)], orAll: false, items: [] }, '24.89', 'not_asked_for'],
  ['more than that', { amounts: [usd(2_490)], orAll: false, items: [] }, '24.91', 'not_asked_for'],
  ['a slice of an order asked for as a whole, to stay under the limit', { amounts: [], orAll: true, items: [] }, '100.00', 'not_asked_for'],
  ['all of an order asked for as a whole', { amounts: [], orAll: true, items: [] }, '5000.00', 'approve'],
  ['all of it where an item was named', { amounts: [usd(2_490)], orAll: false, items: order.items }, '5000.00', 'not_asked_for'],
  ['an item sold as final', { amounts: [usd(2_490)], orAll: false, items: [{ ...order.items[0]!, finalSale: true }] }, '24.90', 'final_sale'],
  ['what people approved', null, '77.00', 'allow'],
])('%s', (_name, askedRefund, value, expected) => {
  const verdict = ofAmount(value, { askedRefund });
  expect(verdict.kind === 'refuse' ? verdict.code : verdict.kind).toBe(expected);
});

describe('items', () => {
  const pair = { ...order, items: [{ ...order.items[0]!, quantity: 2 }] };
  const variant = (itemId: string, available = true) => ({ itemId, attributes: {}, price: { value: '1.00', currency: 'USD' }, available });
  const shelf = [{ id: 'prd_socks', name: 'Wool Socks', description: '', price: variant('').price, available: true, attributes: {}, variants: [variant('SOCK-M'), variant('SOCK-L'), variant('SOCK-S', false)] }];
  const swap = (...items: [string, string][]) => ({ orderId: '20001', items: items.map(([itemId, newItemId]) => ({ itemId, newItemId })) });

  it.each<[string, Partial<GateInput>, string]>([
    ['both pieces back', { tool: 'return_items', arguments: { orderId: '20001', itemIds: ['SOCK-M', 'SOCK-M'] } }, 'allow'],
    ['a third of two pieces', { tool: 'return_items', arguments: { orderId: '20001', itemIds: ['SOCK-M', 'SOCK-M', 'SOCK-M'] } }, 'unknown_item'],
    ['an item of another order', { tool: 'return_items', arguments: { orderId: '20001', itemIds: ['MUG'] } }, 'unknown_item'],
    ['no item', { tool: 'return_items', arguments: { orderId: '20001', itemIds: [] } }, 'unknown_item'],
    ["somebody else's card", { tool: 'return_items', arguments: { orderId: '20001', itemIds: ['SOCK-M'], paymentMethodId: 'pay_2' } }, 'unknown_payment_method'],
    ['another size', { tool: 'exchange_items', arguments: swap(['SOCK-M', 'SOCK-L']) }, 'allow'],
    ['a size that is sold out', { tool: 'exchange_items', arguments: swap(['SOCK-M', 'SOCK-S']) }, 'item_unavailable'],
    ['another product', { tool: 'exchange_items', arguments: swap(['SOCK-M', 'MUG']) }, 'unknown_item'],
    ['itself', { tool: 'exchange_items', arguments: swap(['SOCK-M', 'SOCK-M']) }, 'unknown_item'],
    ['a product the shop does not show', { tool: 'exchange_items', arguments: swap(['SOCK-M', 'SOCK-L']), products: [] }, 'unknown_item'],
    ['an exchange before it came', { tool: 'exchange_items', arguments: swap(['SOCK-M', 'SOCK-L']), order: { ...pair, status: 'shipped' } }, 'not_delivered'],
    ['a change while it is pending', { tool: 'change_items', arguments: swap(['SOCK-M', 'SOCK-L']), order: { ...pair, status: 'pending' } }, 'allow'],
    ['a change to what is sold out', { tool: 'change_items', arguments: swap(['SOCK-M', 'SOCK-S']), order: { ...pair, status: 'pending' } }, 'item_unavailable'],
    ['a change after it left', { tool: 'change_items', arguments: swap(['SOCK-M', 'SOCK-L']), order: { ...pair, status: 'shipped' } }, 'already_shipped'],
    ['nonsense for items', { tool: 'exchange_items', arguments: { orderId: '20001', items: [null, 3, 'x'] } }, 'unknown_item'],
  ])('%s', (_name, more, expected) => {
    const wishes = ['return', 'exchange', 'change_items'];
    const verdict = gate(input({ order: pair, products: shelf, wishes, ...more }));
    expect(verdict.kind === 'refuse' ? verdict.code : verdict.kind).toBe(expected);
  });
});

it('never refunds in a currency without limits by itself, nor in another than the order was paid in', () => {
  const chf = { value: '5000.00', currency: 'CHF' };
  const inFrancs = { ...order, total: chf, refunded: { value: '0.00', currency: 'CHF' }, items: [{ ...order.items[0]!, price: chf }] };
  const args = { orderId: '20001', amount: { value: '1.00', currency: 'CHF' }, reason: 'x' };
  expect(gate(input({ order: inFrancs, arguments: args }))).toMatchObject({ kind: 'approve', why: 'no_limits' });
  expect(gate(input({ arguments: args }))).toEqual({ kind: 'refuse', code: 'wrong_currency' });
});

it.each<[string, Partial<GateInput>, string]>([
  ['nobody', { customerId: '' }, 'not_authenticated'],
  ['somebody else', { customerId: 'cus_2', customer: { id: 'cus_2', status: 'active', paymentMethods: [] } }, 'not_found'],
  ['a missing order', { order: null }, 'not_found'],
  ['a shop that answers with another order', { order: { ...order, id: '1' } }, 'not_found'],
  ['a suspended customer', { customer: { id: 'cus_1', status: 'suspended', paymentMethods: [] } }, 'suspended'],
  ['a customer the shop does not know', { customer: null }, 'not_found'],
  ['no wish', { wishes: [] }, 'not_asked_for'],
  ['another wish', { wishes: ['cancel'] }, 'not_asked_for'],
  ['an order that was not named', { namedOrders: ['12345'] }, 'not_asked_for'],
  ['a dry run', { dryRun: true }, 'dry_run'],
  ['an intent without the tool', { allowedTools: ['lookup_order'] }, 'not_allowed'],
  ['a refund without an order', { arguments: { amount: { value: '1.00', currency: 'USD' }, reason: 'x' } }, 'not_found'],
  ['a delivery long ago', { order: { ...order, deliveredAt: '2026-10-26T09:59:59.000Z' } }, 'outside_window'],
  ['a final sale', { order: { ...order, items: [{ ...order.items[0]!, finalSale: true }] } }, 'final_sale'],
])('refuses a refund for %s', (_name, more, code) => {
  expect(gate(input(more))).toEqual({ kind: 'refuse', code });
});

it('has the last moment of the window inside it', () => {
  expect(gate(input({ order: { ...order, deliveredAt: '2026-10-26T10:00:00.000Z' } })).kind).toBe('allow');
});

it('changes an e-mail address only when exactly that was confirmed', () => {
  const change = { tool: 'update_account' as const, arguments: { email: 'x' }, order: null, wishes: ['change_email'] };
  expect(gate(input(change))).toEqual({ kind: 'refuse', code: 'not_asked_for' });
  expect(gate(input({ ...change, confirmed: true })).kind).toBe('allow');
  expect(gate(input({ ...change, arguments: { phone: '1' }, confirmed: true })).kind).toBe('refuse');
});

/** What an adversary in a model's place could ask for. */
const anything = fc.record({
  tool: fc.constantFrom(...toolNames),
  arguments: fc.oneof(
    fc.dictionary(fc.constantFrom('orderId', 'amount', 'itemIds', 'items', 'email', 'phone', 'address', 'paymentMethodId', 'customerId'), fc.anything()),
    fc.record({ orderId: fc.constantFrom('20001', '20002'), amount: fc.record({ value: fc.double().map(String), currency: fc.constantFrom('USD', 'EUR', '__proto__') }) }),
    fc.record({
      orderId: fc.constant('20001'),
      amount: fc.record({ value: fc.integer({ min: -10, max: 600_000 }).map((minor) => (minor / 100).toFixed(2)), currency: fc.constant('USD') }),
    }),
  ),
  customerId: fc.constantFrom('', 'cus_1', 'cus_2'),
  wishes: fc.subarray(['refund', 'cancel', 'return', 'exchange', 'change_address', 'change_items', 'change_payment', 'reset_password', 'change_email', 'change_phone']),
  namedOrders: fc.subarray(['20001', '20002']),
  status: fc.constantFrom(...orderStatuses),
  refunded: fc.constantFrom('0.00', '4990.00', '5000.00'),
  dryRun: fc.boolean(),
  count: fc.integer({ min: 0, max: 25 }),
  minor: fc.integer({ min: 0, max: 120_000 }),
});

it('lets no write through that its customer did not ask for, whatever is asked of it', () => {
  fc.assert(
    fc.property(anything, ({ tool, arguments: args, customerId, wishes, namedOrders, status, refunded, dryRun, count, minor }) => {
      const personal = !['search_products', 'search_knowledge_base', 'create_ticket'].includes(tool);
      const kind = tool.startsWith('lookup') || tool.startsWith('search') || tool.startsWith('track') || tool.startsWith('check') ? 'read' : 'write';
      const seen = { ...order, status, refunded: { value: refunded, currency: 'USD' } };
      const customer = customerId ? { id: customerId, status: 'active' as const, paymentMethods: [] } : null;
      const automaticToday = { count, minor, currency: 'USD' };
      const verdict = gate(input({ tool, arguments: args, kind, personal, customerId, customer, order: seen, wishes, namedOrders, dryRun, automaticToday }));
      if (verdict.kind === 'refuse' || !personal) return;
      expect(customerId).not.toBe('');
      if (typeof args.orderId === 'string') expect([customerId, args.orderId]).toEqual(['cus_1', '20001']);
      if (kind === 'read') return;
      expect(dryRun).toBe(false);
      expect(wishesOfTool(tool, args).length).toBeGreaterThan(0);
      expect(wishes).toEqual(expect.arrayContaining(wishesOfTool(tool, args)));
      if (typeof args.orderId === 'string') expect(namedOrders).toContain(args.orderId);
      if (tool !== 'process_refund') return;
      const cents = Math.round(Number((args as { amount: { value: string } }).amount.value) * 100);
      expect(cents).toBeGreaterThan(0);
      expect(cents).toBeLessThanOrEqual(500_000 - Math.round(Number(refunded) * 100));
      if (verdict.kind === 'allow') {
        expect(cents).toBeLessThanOrEqual(10_000);
        expect(count).toBeLessThan(20);
        expect(minor + cents).toBeLessThanOrEqual(100_000);
      } else expect(verdict.needed).toBe(cents > 100_000 ? 2 : 1);
    }),
    { numRuns: 20_000 },
  );
}, 60_000);
