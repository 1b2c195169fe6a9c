import { say } from '@deskhand/catalogue/reply.js';
import { describeItems } from './describe-items.js';
import { findCall } from './find-call.js';
import { afterWrite, call, fixed, refused } from './parts.js';
import { readReason } from './read-reason.js';
import { resolveOrder } from './resolve-order.js';
import { sayRefusal } from './say-refusal.js';
import { entitiesOf, namedOrders, saidNo, wishesOf } from './turn-facts.js';
import type { Plan } from './turn.js';
import { whyClosed } from './why-closed.js';

/** Please cancel my order. */
export const planCancel: Plan = (turn, calls) => {
  const { replies } = turn.catalogue;
  const cancelled = findCall(calls, 'cancel_order');
  if (cancelled) {
    const orderId = String(cancelled.arguments.orderId);
    return afterWrite(turn, cancelled, () => say(replies, 'change.cancelled', { orderId }));
  }
  if (saidNo(turn)) return fixed('left_alone', say(replies, 'change.left_alone'));
  const resolved = resolveOrder(turn, calls, { wish: 'cancel', known: {}, fits: ({ status }) => status === 'pending' });
  if ('step' in resolved) return resolved.step;
  const { order, inferred } = resolved;
  const why = whyClosed(order);
  if (why && inferred) return refused(turn, { code: why, words: sayRefusal(why, order.id, order, turn) });
  if (!wishesOf(turn).includes('cancel')) {
    // Not said in so many words: asked before it is done.
    const asked = { intent: turn.intent.name, wish: 'cancel', missing: 'confirmation', known: { orderId: order.id } } as const;
    if (why) return refused(turn, { code: why, words: sayRefusal(why, order.id, order, turn) });
    return fixed('confirm_cancel', say(replies, 'change.confirm_cancel', { orderId: order.id, items: describeItems(order.items) }), asked);
  }
  if (inferred && !namedOrders(turn).includes(order.id)) {
    const text = say(replies, 'order.confirm_inferred', { orderId: order.id, items: describeItems(order.items) });
    return fixed('confirm_order', text, { intent: turn.intent.name, wish: 'cancel', missing: 'confirmation', known: { orderId: order.id } });
  }
  return call('cancel_order', { orderId: order.id, reason: readReason(turn.received.text, entitiesOf(turn.classified, 'reason')) });
};
