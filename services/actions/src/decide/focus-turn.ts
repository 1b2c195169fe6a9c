import { changeWishes, planOrderChange } from './plan-order-change.js';
import { planOrderStatus } from './plan-order-status.js';
import { planRefund } from './plan-refund.js';
import { ordersOfWish } from './orders-of-wish.js';
import { namedOrders } from './turn-facts.js';
import type { DoneCall, Plan, Turn } from './turn.js';

/** How many orders are changed or refunded on one message. */
const atMost = 3;

/** A turn as one of its wishes sees it: with the orders that this wish is about, and no others. */
export function focusTurn(turn: Turn, plan: Plan): Turn[] {
  const orderIds = namedOrders(turn);
  if (turn.answered || orderIds.length < 2) return [turn];
  const { text } = turn.received;
  if (plan === planOrderStatus) return [withOrders(turn, ordersOfWish(text, '', orderIds))];
  if (plan === planRefund && turn.classified.wishes.includes('refund')) return eachOrder(turn, ordersOfWish(text, 'refund', orderIds));
  if (plan !== planOrderChange) return [turn];
  const wishes = turn.classified.wishes.filter((wish) => changeWishes.includes(wish));
  const focused = wishes.flatMap((wish) => eachOrder(withWishes(turn, [wish]), ordersOfWish(text, wish, orderIds)));
  return focused.length > 0 ? focused.slice(0, atMost) : [turn];
}

/** What was called about the orders of this turn, and what is about no order. */
export function callsInFocus(turn: Turn, calls: readonly DoneCall[]): DoneCall[] {
  const orderIds = namedOrders(turn);
  if (orderIds.length === 0) return [...calls];
  return calls.filter(({ arguments: { orderId } }) => typeof orderId !== 'string' || orderIds.includes(orderId));
}

function eachOrder(turn: Turn, orderIds: readonly string[]): Turn[] {
  return orderIds.slice(0, atMost).map((orderId) => withOrders(turn, [orderId]));
}

function withOrders(turn: Turn, orderId: readonly string[]): Turn {
  return { ...turn, classified: { ...turn.classified, entities: { ...turn.classified.entities, orderId: [...orderId] } } };
}

function withWishes(turn: Turn, wishes: string[]): Turn {
  return { ...turn, classified: { ...turn.classified, wishes } };
}
