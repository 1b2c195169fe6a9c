import { displayMoney } from '@deskhand/catalogue/money.js';
import { say } from '@deskhand/catalogue/reply.js';
import { describeDate } from './describe-date.js';
import { describeItems } from './describe-items.js';
import type { GateCode } from './gate.js';
import { judgeRefund } from './judge-refund.js';
import type { Order } from './shop-facts.js';
import type { Turn } from './turn.js';

/** Why not, in the customer's words. Facts of an order are named only where the order is the customer's own. */
export function sayRefusal(code: string, orderId: string, order: Order | null, { catalogue, now }: Pick<Turn, 'catalogue' | 'now'>): string {
  const { replies, policies } = catalogue;
  switch (code as GateCode | 'item_unavailable' | 'one_at_a_time') {
    case 'not_authenticated':
      return say(replies, 'identity.verify');
    case 'suspended':
      return say(replies, 'refusal.account_suspended');
    case 'unknown_payment_method':
      return say(replies, 'refusal.unknown_payment_method');
    case 'not_found':
      return orderId ? say(replies, 'order.not_found', { orderId }) : say(replies, 'refusal.other');
    case 'one_at_a_time':
      return orderId ? say(replies, 'order.one_by_one', { orderId }) : say(replies, 'refusal.other');
    case 'already_refunded':
    case 'already_shipped':
    case 'already_cancelled':
    case 'not_changeable':
    case 'not_delivered':
    case 'unknown_item':
    case 'item_unavailable':
      return say(replies, `refusal.${code as 'not_delivered'}`, { orderId });
    case 'outside_window':
      return sayOutsideWindow(order);
    case 'final_sale':
      return sayFinalSale(describeItems(order?.items.filter((item) => item.finalSale) ?? []));
    case 'over_refundable':
    case 'wrong_currency':
      return sayAtMost(order, code === 'wrong_currency' ? 'wrong_currency' : 'amount_too_high');
    default:
      return say(replies, 'refusal.other');
  }

  function sayFinalSale(items: string): string {
    if (items) return say(replies, 'refusal.final_sale', { orderId, items });
    // Nothing of it was sold as final: nothing is left of it to give back.
    return order && Number(order.refunded.value) > 0 ? say(replies, 'refusal.already_refunded', { orderId }) : say(replies, 'refusal.other');
  }

  function sayOutsideWindow(late: Order | null): string {
    const { windowEnd } = late ? judgeRefund(late, policies.refund, now) : { windowEnd: null };
    if (!late?.deliveredAt || !windowEnd) return say(replies, 'refusal.other');
    return say(replies, 'refusal.outside_window', { orderId, deliveredAt: describeDate(late.deliveredAt, now), windowEnd: describeDate(windowEnd, now) });
  }

  function sayAtMost(asked: Order | null, why: 'wrong_currency' | 'amount_too_high'): string {
    const judgement = asked ? judgeRefund(asked, policies.refund, now) : null;
    if (!judgement?.eligible) return say(replies, 'refusal.other');
    return say(replies, `refusal.${why}`, { orderId, refundable: displayMoney(judgement.refundable) });
  }
}

