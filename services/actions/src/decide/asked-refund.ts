import { type Money, compareMoney, parseMoney } from '@deskhand/catalogue/money.js';
import { itemsToRefund } from './items-to-refund.js';
import { readAmount } from './read-amount.js';
import { readShare } from './read-share.js';
import { moneyShape, type Order, type OrderItem } from './shop-facts.js';
import { entitiesOf, namedOrders, saidNo, saidYes } from './turn-facts.js';
import type { Turn } from './turn.js';
import { wordsOnRefund } from './words-on-refund.js';

/** How much the customer's own words ask for, read without a model. */
export interface AskedRefund {
  /** One of these, to the cent. */
  readonly amounts: readonly Money[];
  /** Or all that is left: no amount and no item was named, or it may be another order's. */
  readonly orAll: boolean;
  /** The items named instead of the order. */
  readonly items: readonly OrderItem[];
}

/** What a refund of this order may come to: an amount named or agreed to, the worth of the items named, or all of it. */
export function askedRefund(turn: Turn, order: Order): AskedRefund {
  const orAll = namedOrders(turn).length > 1;
  const share = readShare(wordsOnRefund(turn));
  // A part of it is worked out and asked back: the words alone pay nothing.
  if (share !== null && !saidYes(turn)) return { amounts: [], orAll: false, items: [] };
  const amounts = amountsOf(turn);
  if (amounts.length > 0) return { amounts, orAll, items: [] };
  const items = itemsToRefund(order, wordsOnRefund(turn));
  if (items.length > 0) return { amounts: [worthOf(order, items)], orAll: false, items };
  return { amounts: [], orAll: true, items: [] };
}

/** Never more than what is left of the order. */
export function worthOf(order: Order, items: readonly OrderItem[]): Money {
  const { currency, minor: total } = parseMoney(order.total);
  const worth = { currency, minor: items.reduce((sum, item) => sum + parseMoney(item.price, currency).minor * item.quantity, 0) };
  const left = { currency, minor: total - parseMoney(order.refunded).minor };
  return compareMoney(worth, left) <= 0 ? worth : left;
}

function amountsOf(turn: Turn): Money[] {
  const entities = entitiesOf(turn.classified, 'amount');
  const named = readAmount(entities, turn.received.text);
  if (named.kind === 'one') return [named.amount];
  if (named.kind === 'several') return entities.flatMap((entity) => moneyOf(entity));
  const known = moneyShape.safeParse(turn.answered?.known.amount);
  return known.success && !saidNo(turn) ? [parseMoney(known.data)] : [];
}

function moneyOf(entity: string): Money[] {
  const named = readAmount([entity], '');
  return named.kind === 'one' ? [named.amount] : [];
}
