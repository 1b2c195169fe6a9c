import { composeOrder } from './compose-order.js';
import { findCall } from './find-call.js';
import { answer, call, refused } from './parts.js';
import { resolveOrder } from './resolve-order.js';
import { type Order, orderShape, shipmentShape } from './shop-facts.js';
import { namedOrders } from './turn-facts.js';
import type { DoneCall, Plan, Step, Turn } from './turn.js';

const atMost = 3;

/** Where is my order: its status, its way, and whether it is late. */
export const planOrderStatus: Plan = (turn, calls) => {
  const named = namedOrders(turn);
  if (named.length > 1) return tellSeveral(turn, calls, named.slice(0, atMost));
  const resolved = resolveOrder(turn, calls, { wish: '', known: {}, fits: isUnderWay });
  return 'step' in resolved ? resolved.step : tell(turn, calls, resolved.order);
};

function isUnderWay({ status }: Order): boolean {
  return status === 'pending' || status === 'processed' || status === 'shipped';
}

function tellSeveral(turn: Turn, calls: readonly DoneCall[], orderIds: readonly string[]): Step {
  const steps = orderIds.map((orderId): Step => {
    const found = findCall(calls, 'lookup_order', { orderId });
    if (!found) return call('lookup_order', { orderId });
    if (found.status !== 'succeeded' && found.refusal) return refused(turn, found.refusal);
    return tell(turn, calls, orderShape.parse(found.result));
  });
  const open = steps.find((step) => step.kind !== 'say');
  if (open) return open;
  const parts = steps.flatMap((step) => (step.kind === 'say' ? [step.part] : []));
  return {
    kind: 'say',
    part: {
      text: parts.map(({ text }) => text).join('\n\n'),
      fixed: parts.every((part) => part.fixed),
      rule: 'order_status',
    },
  };
}

function tell(turn: Turn, calls: readonly DoneCall[], order: Order): Step {
  const tracked = findCall(calls, 'track_shipment', { orderId: order.id });
  if (order.status === 'shipped' && !tracked) return call('track_shipment', { orderId: order.id });
  const shipment = tracked?.status === 'succeeded' ? shipmentShape.parse(tracked.result) : null;
  const told = composeOrder(order, shipment, turn);
  if (!told) return { kind: 'escalate', code: 'tool_failed', reason: `The shop says that order ${order.id} is ${order.status}, but not since when.` };
  return answer(told.late ? 'order_late' : 'order_status', told.text, { apology: told.late });
}
