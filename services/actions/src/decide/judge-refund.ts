import { type Money, compareMoney, formatMoney, parseMoney } from '@deskhand/catalogue/money.js';
import type { RefundPolicy } from '@deskhand/catalogue/refund-policy.js';
import type { Order } from './shop-facts.js';

export type RefundRefusal = 'not_delivered' | 'already_cancelled' | 'already_refunded' | 'outside_window' | 'final_sale' | 'other';

/** Whether an order may be refunded at all, and how much of it is left. */
export type RefundJudgement =
  | { readonly eligible: true; readonly refundable: Money; readonly windowEnd: string }
  | { readonly eligible: false; readonly why: RefundRefusal; readonly windowEnd: string | null };

const refundable = new Set<Order['status']>(['delivered', 'returned']);

export function judgeRefund(order: Order, policy: RefundPolicy, now: string): RefundJudgement {
  const total = parseMoney(order.total);
  const left = { minor: total.minor - parseMoney(order.refunded).minor, currency: total.currency };
  if (order.status === 'cancelled') return no('already_cancelled');
  if (left.minor <= 0 && !policy.alreadyRefunded) return no('already_refunded');
  if (order.status === 'pending' || order.status === 'processed' || order.status === 'shipped') return no('not_delivered');
  // A return or an exchange under way ends in its own refund; and a delivery without a date cannot be judged.
  if (!refundable.has(order.status) || !order.deliveredAt) return no('other');
  const windowEnd = new Date(Date.parse(order.deliveredAt) + policy.window).toISOString();
  if (Date.parse(now) > Date.parse(windowEnd)) return no('outside_window', windowEnd);
  const most = policy.finalSale ? left : smaller(left, worthOfReturnable(order));
  if (most.minor <= 0) return no('final_sale', windowEnd);
  return { eligible: true, refundable: most, windowEnd };
}

/** The judgement as the tool's result: every figure that a reply may name. */
export function refundFacts(order: Order, judgement: RefundJudgement) {
  return {
    orderId: order.id,
    status: order.status,
    total: order.total,
    refunded: order.refunded,
    deliveredAt: order.deliveredAt ?? null,
    eligible: judgement.eligible,
    refundable: judgement.eligible ? formatMoney(judgement.refundable) : null,
    why: judgement.eligible ? null : judgement.why,
    windowEnd: judgement.windowEnd,
  };
}

function no(why: RefundRefusal, windowEnd: string | null = null): RefundJudgement {
  return { eligible: false, why, windowEnd };
}

function worthOfReturnable(order: Order): Money {
  const minor = order.items
    .filter((item) => !item.finalSale)
    .reduce((sum, item) => sum + parseMoney(item.price, order.total.currency).minor * item.quantity, 0);
  return { minor, currency: order.total.currency };
}

function smaller(left: Money, right: Money): Money {
  return compareMoney(left, right) <= 0 ? left : right;
}
