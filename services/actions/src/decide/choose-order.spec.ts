import { expect, it } from 'vitest';
import { chooseOrder } from './choose-order.js';
import type { Order } from './shop-facts.js';
import { orderOf } from './turn.fixture.js';

const isOpen = ({ status }: Order) => status === 'shipped';
const old = orderOf({ id: '1', placedAt: '2026-01-01T00:00:00Z' });
const shipped = orderOf({ id: '2', status: 'shipped', placedAt: '2026-11-01T00:00:00Z' });
const other = orderOf({ id: '3', status: 'shipped', placedAt: '2026-11-02T00:00:00Z' });

it('takes the one that was named, though nobody knows it yet', () => {
  expect(chooseOrder(['77'], [], isOpen)).toEqual({ kind: 'named', orderId: '77' });
});
it('infers the only one that fits, or the only one there is', () => {
  expect(chooseOrder([], [old, shipped], isOpen)).toMatchObject({ kind: 'inferred', order: { id: '2' } });
  expect(chooseOrder([], [old], isOpen)).toMatchObject({ kind: 'inferred', order: { id: '1' } });
});
it('asks which of those that fit, newest first', () => {
  expect(chooseOrder([], [old, shipped, other], isOpen)).toMatchObject({ kind: 'which', orders: [{ id: '3' }, { id: '2' }] });
});
it('asks which of the latest when none fits, and at most five', () => {
  const many = Array.from({ length: 9 }, (_, n) => orderOf({ id: String(n), placedAt: `2026-10-0${n + 1}T00:00:00Z` }));
  const choice = chooseOrder([], many, isOpen);
  expect(choice.kind === 'which' && choice.orders.map(({ id }) => id)).toEqual(['8', '7', '6', '5', '4']);
});
it('asks which of several that were named', () => {
  expect(chooseOrder(['1', '2'], [old, shipped, other], isOpen)).toMatchObject({ kind: 'which', orders: [{ id: '2' }, { id: '1' }] });
});
it('knows when there is none', () => {
  expect(chooseOrder([], [], isOpen)).toEqual({ kind: 'none' });
});
