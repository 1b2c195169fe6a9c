import { say } from '@deskhand/catalogue/reply.js';
import { findCall } from './find-call.js';
import { afterWrite, call, fixed } from './parts.js';
import { resolveOrder } from './resolve-order.js';
import { type Customer, customerShape } from './shop-facts.js';
import { saidNo, wishesOf } from './turn-facts.js';
import type { Plan } from './turn.js';
import { wordsOf } from './words-of.js';

/** Please charge another card. */
export const planPayment: Plan = (turn, calls) => {
  const { replies } = turn.catalogue;
  const methods = turn.customer ? customerShape.parse(turn.customer).paymentMethods : [];
  const changed = findCall(calls, 'change_payment');
  if (changed) {
    const orderId = String(changed.arguments.orderId);
    const label = methods.find(({ id }) => id === changed.arguments.paymentMethodId)?.label ?? 'the new payment method';
    return afterWrite(turn, changed, () => say(replies, 'change.payment', { orderId, label }));
  }
  if (saidNo(turn)) return fixed('left_alone', say(replies, 'change.left_alone'));
  const resolved = resolveOrder(turn, calls, { wish: 'change_payment', known: {}, fits: ({ status }) => status === 'pending' });
  if ('step' in resolved) return resolved.step;
  const { order, inferred } = resolved;
  const asked = { intent: turn.intent.name, wish: 'change_payment' };
  const known = turn.answered?.known.paymentMethodId;
  const method = methods.find(({ id }) => id === known) ?? pickMethod(methods, turn.received.text);
  if (methods.length === 0) return fixed('no_payment_method', say(replies, 'refusal.unknown_payment_method'));
  if (!method) {
    const text = say(replies, 'change.ask_payment', { labels: methods.map(({ label }) => label).join(', ') });
    return fixed('ask_payment', text, { ...asked, missing: 'payment', known: { orderId: order.id } });
  }
  if (inferred || !wishesOf(turn).includes('change_payment')) {
    const text = say(replies, 'change.confirm', { what: `change the payment to ${method.label}`, orderId: order.id });
    return fixed('confirm_order', text, { ...asked, missing: 'confirmation', known: { orderId: order.id, paymentMethodId: method.id } });
  }
  return call('change_payment', { orderId: order.id, paymentMethodId: method.id });
};

/** The one method whose label the text names best; null when that is none or several. */
function pickMethod(methods: Customer['paymentMethods'], text: string): Customer['paymentMethods'][number] | null {
  const said = wordsOf(text);
  const scored = methods
    .map((method) => ({ method, hits: [...wordsOf(`${method.label} ${method.kind.replaceAll('_', ' ')}`)].filter((word) => said.has(word)).length }))
    .sort((a, b) => b.hits - a.hits);
  const [best, second] = scored;
  return best && best.hits > 0 && best.hits !== second?.hits ? best.method : null;
}
