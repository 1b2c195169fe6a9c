import { expect, it } from 'vitest';
import { effectIdentity } from './effect-identity.js';
import { fingerprintText } from './fingerprint-text.js';
import { referenceOf } from './reference-of.js';
import { orderOf } from './turn.fixture.js';

const args = { orderId: '1', amount: { value: '24.90', currency: 'USD' }, reason: 'damaged' };

it('one refund however it is worded and whenever it is asked for, another for another amount, order or conversation', () => {
  const key = effectIdentity('c', 't/1', 'process_refund', args);
  expect(effectIdentity('c', 't/2', 'process_refund', { reason: 'late', amount: { currency: 'USD', value: '24.90' }, orderId: '1' })).toBe(key);
  expect(effectIdentity('c', 't/1', 'process_refund', { ...args, amount: { value: '024.9', currency: 'USD' } })).toBe(key);
  expect(effectIdentity('c', 't/1', 'process_refund', { ...args, amount: { value: '24.91', currency: 'USD' } })).not.toBe(key);
  expect(effectIdentity('c', 't/1', 'process_refund', { ...args, orderId: '2' })).not.toBe(key);
  expect(effectIdentity('d', 't/1', 'process_refund', args)).not.toBe(key);
});

it('an address may be changed back in a later turn', () => {
  const there = (turn: string) => effectIdentity('c', turn, 'change_address', { orderId: '1', address: 'A' });
  expect(there('t/1')).toBe(there('t/1'));
  expect(there('t/1')).not.toBe(there('t/3'));
});

it('an approval sees every change of status, refunded, total and items, and no other', () => {
  const order = orderOf();
  const seen = fingerprintText('process_refund', args, order);
  expect(fingerprintText('process_refund', args, { ...order, address: 'elsewhere' })).toBe(seen);
  for (const change of [{ status: 'returned' as const }, { refunded: { value: '1.00', currency: 'USD' } }, { total: { value: '1.00', currency: 'USD' } }, { items: [] }])
    expect(fingerprintText('process_refund', args, { ...order, ...change })).not.toBe(seen);
});

it('a reference holds no figure', () => {
  expect(referenceOf('0123456789abcdef')).toBe('REF-BCDFGHJK');
});
