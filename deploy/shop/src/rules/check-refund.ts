import { toMoney } from '../money/to-money.js';
import { Refusal } from '../refusal.js';
import type { Order } from '../store/order.js';

/** Never more back than was paid, all refunds of the order together. */
export function checkRefund(order: Order, amount: number): void {
  const remaining = order.total - order.refunded;
  if (amount <= remaining) return;
  const sentence = `Order ${order.id} has ${toMoney(remaining).value} USD left to refund, less than the ${toMoney(amount).value} USD asked for.`;
  throw new Refusal(422, 'amount_over_refundable', sentence, [{ path: 'amount.value', message: sentence }]);
}
