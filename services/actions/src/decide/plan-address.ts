import { say } from '@deskhand/catalogue/reply.js';
import { findCall } from './find-call.js';
import { afterWrite, call, fixed, refused } from './parts.js';
import { readAddress } from './read-address.js';
import { resolveOrder } from './resolve-order.js';
import { sayRefusal } from './say-refusal.js';
import { entitiesOf, saidNo } from './turn-facts.js';
import type { DoneCall, Plan, Step, Turn } from './turn.js';
import { whyClosed } from './why-closed.js';

const inAccount = /\b(?:my|the) (?:account|profile|default|home|billing)(?:'s)? address\b|\baddress (?:in|on|of) my (?:account|profile)\b/i;

/** Please send it somewhere else; or: I have moved. */
export const planAddress: Plan = (turn, calls) => {
  const { replies } = turn.catalogue;
  const changed = findCall(calls, 'change_address');
  if (changed) return tellAddress(turn, changed);
  if (saidNo(turn)) return fixed('left_alone', say(replies, 'change.left_alone'));
  const address = addressOf(turn);
  const ofAccount = inAccount.test(turn.received.text) && entitiesOf(turn.classified, 'orderId').length === 0;
  if (ofAccount && address) return call('change_address', { address });
  const resolved = resolveOrder(turn, calls, { wish: 'change_address', known: address ? { address } : {}, fits: ({ status }) => status === 'pending' });
  if ('step' in resolved) return resolved.step;
  const { order, inferred } = resolved;
  const why = whyClosed(order);
  if (why) return refused(turn, { code: why, words: sayRefusal(why, order.id, order, turn) });
  const asked = { intent: turn.intent.name, wish: 'change_address' };
  if (!address) {
    return fixed('ask_address', say(replies, 'change.ask_address', { orderId: order.id }), { ...asked, missing: 'address', known: { orderId: order.id } });
  }
  if (inferred) {
    const text = say(replies, 'change.confirm', { what: `change the delivery address to ${address}`, orderId: order.id });
    return fixed('confirm_order', text, { ...asked, missing: 'confirmation', known: { orderId: order.id, address } });
  }
  return call('change_address', { orderId: order.id, address });
};

function addressOf(turn: Turn): string | null {
  const written = readAddress(turn.received.text, turn.answered?.missing === 'address');
  const known = turn.answered?.known.address;
  return written ?? (typeof known === 'string' ? known : null);
}

function tellAddress(turn: Turn, changed: DoneCall): Step {
  const { replies } = turn.catalogue;
  const address = String(changed.arguments.address);
  const orderId = changed.arguments.orderId;
  const done = () =>
    orderId === undefined ? say(replies, 'change.account_address', { address }) : say(replies, 'change.address', { address, orderId: String(orderId) });
  return afterWrite(turn, changed, done);
}
