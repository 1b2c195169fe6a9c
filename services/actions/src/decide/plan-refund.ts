import { type Money, compareMoney, displayMoney, formatMoney, parseMoney } from '@deskhand/catalogue/money.js';
import { say } from '@deskhand/catalogue/reply.js';
import { askedRefund } from './asked-refund.js';
import { wordsOnRefund } from './words-on-refund.js';
import { composeOrder } from './compose-order.js';
import { describeItems } from './describe-items.js';
import { findCall } from './find-call.js';
import { isGeneralQuestion } from './is-general-question.js';
import { judgeRefund } from './judge-refund.js';
import { afterWrite, answer, call, fixed, refused } from './parts.js';
import { planCancel } from './plan-cancel.js';
import { answerFromPassages } from './plan-knowledge.js';
import { orderInTalk } from './order-in-talk.js';
import { readAmount } from './read-amount.js';
import { readReason } from './read-reason.js';
import { readShare } from './read-share.js';
import { resolveOrder } from './resolve-order.js';
import { sayRefusal } from './say-refusal.js';
import { showMoney } from './show-money.js';
import { type Order, moneyShape, orderShape } from './shop-facts.js';
import { entitiesOf, namedOrders, saidNo, wishesOf } from './turn-facts.js';
import type { DoneCall, Json, Pending, Plan, Step, Turn } from './turn.js';

/** I want my money back: which order, may it be refunded, how much, then the refund itself. */
export const planRefund: Plan = (turn, calls) => {
  const { replies } = turn.catalogue;
  const refund = findCall(calls, 'process_refund');
  if (refund) return tellRefund(turn, refund);
  if (saidNo(turn)) return fixed('left_alone', say(replies, 'change.left_alone'));
  const wishes = wishesOf(turn);
  const standing = asksForMoney(turn, wishes) ? findStanding(turn, calls) : null;
  if (standing) return standing;
  if (isMereQuestion(turn, wishes) && asks(turn.received.text)) {
    const told = answerFromPassages(turn, turn.grounding.enough ? turn.grounding.passages : []);
    if (told) return told;
  }
  const known = knownOf(turn);
  const fits = (order: Order) => judgeRefund(order, turn.catalogue.policies.refund, turn.now).eligible;
  const resolved = resolveOrder(turn, calls, { wish: 'refund', known, fits });
  if ('step' in resolved) return resolved.step;
  const { order, inferred } = resolved;
  // Cancelling pays everything back, and is all that can be done before the order has left.
  if (order.status === 'pending' && wishes.includes('cancel')) return planCancel(turn, calls);
  const isGuess = inferred && !namedOrders(turn).includes(order.id);
  // What cannot be refunded is refused at once, and what nobody asked for in so many words is offered.
  if (isGuess && wishes.includes('refund') && fits(order)) return confirmOrder(turn, order, known);
  return decideRefund(turn, calls, order, wishes.includes('refund') && !isGuess);
};

/** "How long until I get my refund?" is about no order in particular. */
function isMereQuestion(turn: Turn, wishes: readonly string[]): boolean {
  return wishes.length === 0 && !turn.answered && namedOrders(turn).length === 0;
}

/** A question, or a few words that stand for one ("return policy"); "I want what I paid" is none. */
function asks(text: string): boolean {
  return text.includes('?') || isGeneralQuestion(text, false) || text.trim().split(/\s+/).length <= 5;
}

/** "When do I get my money?" after a cancellation or a refund is about that one. */
function asksForMoney(turn: Turn, wishes: readonly string[]): boolean {
  return isMereQuestion(turn, wishes) && orderInTalk(turn) !== undefined && /\b(?:when|how (?:long|much|many)|where|which|what|card|account|yet|still)\b/i.test(turn.received.text);
}

/** Null where nothing of that order is on its way back. */
function findStanding(turn: Turn, calls: readonly DoneCall[]): Step | null {
  const orderId = orderInTalk(turn);
  const found = findCall(calls, 'lookup_order', { orderId });
  if (!found) return call('lookup_order', { orderId });
  const read = orderShape.safeParse(found.status === 'succeeded' ? found.result : null);
  if (!read.success) return null;
  const { replies } = turn.catalogue;
  const { id, status, total, refunded } = read.data;
  if (status === 'cancelled') return answer('refund_standing', say(replies, 'refund.after_cancel', { orderId: id, amount: showMoney(total) }));
  if (Number(refunded.value) === 0) return null;
  return answer('refund_standing', [say(replies, 'order.refunded', { orderId: id, amount: showMoney(refunded) }), say(replies, 'refund.when')].join(' '));
}

function decideRefund(turn: Turn, calls: readonly DoneCall[], order: Order, wished: boolean): Step {
  const reason = readReason(turn.received.text, entitiesOf(turn.classified, 'reason'));
  const checked = findCall(calls, 'check_refund_eligibility', { orderId: order.id });
  if (!checked) return call('check_refund_eligibility', { orderId: order.id, reason });
  if (checked.status !== 'succeeded') return refused(turn, checked.refusal ?? { code: 'other', words: say(turn.catalogue.replies, 'refusal.other') });
  if (!wished && Number(order.refunded.value) > 0 && asksHowItStands.test(turn.received.text)) return tellStanding(turn, order);
  const result = checked.result ?? {};
  if (!result.eligible) return refused(turn, { code: String(result.why), words: sayRefusal(String(result.why), order.id, order, turn) });
  const refundable = parseMoney(moneyShape.parse(result.refundable));
  const part = partOf(order, turn);
  const amount = part ?? amountOf(turn) ?? worthOfItems(turn, order);
  if (!wished || amount === 'several') return offer(turn, order.id, refundable);
  if (amount && amount.currency !== refundable.currency) return offerLess(turn, order, refundable, 'wrong_currency');
  if (amount && compareMoney(amount, refundable) > 0) return offerLess(turn, order, refundable, 'over_refundable');
  // What was worked out of "half of it" is said as an amount before it is paid.
  if (part) return confirmAmount(turn, order.id, part);
  return call('process_refund', { orderId: order.id, amount: formatMoney(amount ?? refundable), reason });
}

/** "Half of it", "20 percent": that part of what was paid; null where no part is named. */
function partOf({ total }: Order, turn: Turn): Money | null {
  const share = readShare(wordsOnRefund(turn));
  if (share === null) return null;
  const { currency, minor } = parseMoney(total);
  return { currency, minor: Math.round(minor * share) };
}

const asksHowItStands = /\b(?:is|was|has|have|had|did|when|where|status|my|yet|still|done|processed|received)\b.*\brefund|\brefund\w*\b.*\b(?:done|yet|processed|status|arrived?|received?|through|where|still)\b/i;

/** "Is my refund for 20013 done?": how much of the order has been paid back. */
function tellStanding(turn: Turn, order: Order): Step {
  const told = composeOrder(order, null, turn);
  return told ? answer('refund_standing', told.text) : refused(turn, { code: 'other', words: say(turn.catalogue.replies, 'refusal.other') });
}

/** The amount the customer names; null for all of it. */
function amountOf(turn: Turn): Money | 'several' | null {
  const named = readAmount(entitiesOf(turn.classified, 'amount'), turn.received.text);
  if (named.kind === 'one') return named.amount;
  if (named.kind === 'several') return 'several';
  const known = moneyShape.safeParse(turn.answered?.known.amount);
  return known.success ? parseMoney(known.data) : null;
}

/** "Refund only the mug": its price; null where no item is named. */
function worthOfItems(turn: Turn, order: Order): Money | null {
  const { items, amounts } = askedRefund(turn, order);
  return items.length > 0 ? (amounts[0] ?? null) : null;
}

function knownOf(turn: Turn): Json {
  const amount = amountOf(turn);
  const { text } = turn.received;
  // "Half of it", "only the mug": the number that comes next says nothing of it.
  const isPart = readShare(text) !== null || /\b(?:only|just)\b/i.test(text);
  return { ...(amount && amount !== 'several' && { amount: formatMoney(amount) }), ...(isPart && { said: text.slice(0, 200) }) };
}

function confirmOrder(turn: Turn, order: Order, known: Json): Step {
  const text = say(turn.catalogue.replies, 'order.confirm_inferred', { orderId: order.id, items: describeItems(order.items) });
  // A mere "yes" does not say "only the mug" again.
  const worth = worthOfItems(turn, order);
  return fixed('confirm_order', text, confirm(turn, { ...known, ...(worth && { amount: formatMoney(worth) }), orderId: order.id }));
}

function confirmAmount(turn: Turn, orderId: string, amount: Money): Step {
  const text = say(turn.catalogue.replies, 'refund.confirm', { orderId, amount: displayMoney(amount) });
  return answer('refund_confirm', text, { pending: confirm(turn, { orderId, amount: formatMoney(amount) }) });
}

function offer(turn: Turn, orderId: string, refundable: Money): Step {
  const text = say(turn.catalogue.replies, 'refund.eligible', { orderId, amount: displayMoney(refundable) });
  return answer('refund_offered', text, { pending: confirm(turn, { orderId, amount: formatMoney(refundable) }) });
}

function offerLess(turn: Turn, order: Order, refundable: Money, why: 'wrong_currency' | 'over_refundable'): Step {
  const pending = confirm(turn, { orderId: order.id, amount: formatMoney(refundable) });
  return fixed(`refused:${why}`, sayRefusal(why, order.id, order, turn), pending);
}

function confirm(turn: Turn, known: Json): Pending {
  return { intent: turn.intent.name, wish: 'refund', missing: 'confirmation', known };
}

function tellRefund(turn: Turn, refund: DoneCall): Step {
  const amount = showMoney(moneyShape.parse(refund.arguments.amount));
  const orderId = String(refund.arguments.orderId);
  const { replies } = turn.catalogue;
  return afterWrite(
    turn,
    refund,
    () => say(replies, 'refund.done', { amount, orderId }),
    (reference) => say(replies, 'refund.submitted', { amount, orderId, reference }),
  );
}
