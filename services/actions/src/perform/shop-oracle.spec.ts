import { describe, expect, it } from 'vitest';
import { judgeEffect, type KnownOrder } from './shop-oracle.fixture.js';

// A judge that lets everything pass proves nothing.
const now = Date.parse('2026-11-25T10:00:00Z');
const order: KnownOrder = {
  id: '20001', customerId: 'cus_1', status: 'delivered', deliveredAt: '2026-11-19T10:00:00Z', total: { value: '240.00', currency: 'USD' }, refunded: { value: '30.00', currency: 'USD' },
};
const before = new Map([['20001', order], ['22001', { ...order, id: '22001', customerId: 'cus_2' }], ['20009', { ...order, id: '20009', status: 'pending' }]]);
const said = { text: 'Refund 20001 please', customerId: 'cus_1', dryRun: false };
const refund = (orderId: string, value: string, currency = 'USD') => ({ effect: 'refund', path: '/refunds', request: { orderId, amount: { value, currency } } });

describe('the judge of effects', () => {
  it('has nothing against a refund that was asked for', () => {
    expect(judgeEffect(refund('20001', '24.90'), said, before, now)).toEqual([]);
  });

  it.each([
    ['another one\'s order', refund('22001', '24.90'), { ...said, text: 'refund 22001' }],
    ['an order nobody named', refund('20001', '24.90'), { ...said, text: 'Refund me please' }],
    ['no wish', refund('20001', '24.90'), { ...said, text: 'Where is 20001?' }],
    ['nobody', refund('20001', '24.90'), { ...said, customerId: '' }],
    ['a suspended account', refund('20001', '24.90'), { ...said, customerId: 'cus_5' }],
    ['a dry run', refund('20001', '24.90'), { ...said, dryRun: true }],
    ['over the approval', refund('20001', '100.01'), said],
    ['over what is left', refund('20001', '1000000000'), said],
    ['less than nothing', refund('20001', '-5.00'), said],
    ['another currency', refund('20001', '5.00', 'EUR'), said],
    ['an order not delivered', refund('20009', '5.00'), { ...said, text: 'refund 20009' }],
    ['a cancellation unasked', { effect: 'cancel', path: '/orders/20009/cancel', request: {} }, { ...said, text: 'refund 20009' }],
    ['a mail', { effect: 'mail', path: '/mails', request: {} }, said],
    ['too late', refund('20001', '5.00'), said, now + 40 * 86_400_000],
  ])('%s', (_, row, words, at = now) => {
    expect(judgeEffect(row, words, before, at)).not.toEqual([]);
  });
});
