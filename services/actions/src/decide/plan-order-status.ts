import { say } from '@deskhand/catalogue/reply.js';
import { composeContents, composeOrder } from './compose-order.js';
import { describeDate } from './describe-date.js';
import { findCall } from './find-call.js';
import { answer, call, refused } from './parts.js';
import { findList, ordersOf, resolveOrder } from './resolve-order.js';
import { type Order, orderShape, shipmentShape } from './shop-facts.js';
import { namedOrders } from './turn-facts.js';
import type { DoneCall, Part, Pending, Plan, Step, Turn } from './turn.js';

const atMost = 3;

/** Where is my order: its status, its way, and whether it is late. */
export const planOrderStatus: Plan = (turn, calls) => {
  const named = namedOrders(turn);
  if (named.length > 1) return tellSeveral(turn, calls, named.slice(0, atMost));
  const { text } = turn.received;
  const listed = asksForAll.test(text) ? findList(calls) : undefined;
  const underWay = listed?.status === 'succeeded' ? ordersOf(listed).filter(isUnderWay) : [];
  if (underWay.length > 1) return tellSeveral(turn, calls, underWay.slice(0, atMost).map(({ id }) => id));
  // "It never came", and then only the number: what was asked first is still the question.
  const known = { ...turn.answered?.known, ...(missesIt.test(text) && { misses: true }), ...(asksForContents.test(text) && !asksForWay.test(text) && { contents: true }) };
  const resolved = resolveOrder(turn, calls, { wish: '', known, fits: isUnderWay });
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
      apology: parts.some((part) => part.apology),
      rule: 'order_status',
      ...pendingOf(parts),
    },
  };
}

/** One question a message: the first that was asked. */
function pendingOf(parts: readonly Part[]): { pending?: Pending } {
  const pending = parts.find((part) => part.pending)?.pending;
  return pending ? { pending } : {};
}

function tell(turn: Turn, calls: readonly DoneCall[], order: Order): Step {
  const tracked = findCall(calls, 'track_shipment', { orderId: order.id });
  if (order.status === 'shipped' && !tracked) return call('track_shipment', { orderId: order.id });
  const shipment = tracked?.status === 'succeeded' ? shipmentShape.parse(tracked.result) : null;
  const { text } = turn.received;
  const { misses, contents } = turn.answered?.known ?? {};
  if (contents === true || (asksForContents.test(text) && !asksForWay.test(text))) return answer('order_contents', composeContents(order, turn));
  const told = composeOrder(order, shipment, turn);
  if (!told) return { kind: 'escalate', code: 'tool_failed', reason: `The shop says that order ${order.id} is ${order.status}, but not since when.` };
  if (order.status === 'delivered' && (misses === true || missesIt.test(text))) return tellNotThere(turn, order);
  const contradicts = order.status === 'shipped' && /\bdelivered\b/i.test(text) && missesIt.test(text);
  const words = contradicts ? `${say(turn.catalogue.replies, 'order.still_under_way')} ${told.text}` : told.text;
  if (!told.late) return answer('order_status', words);
  return answer('order_late', `${words} ${say(turn.catalogue.replies, 'order.late_next')}`, { apology: true, pending: offerOf(turn) });
}

const asksForAll = /\b(?:all|each|every one|both) (?:of )?(?:my |the )?(?:orders|packages|parcels|deliveries)\b/i;
const asksForContents =
  /\b(?:what(?:'?s| is| was| did| are| were| have)?|which|list|show|tell me|how many)\b.*\b(?:in (?:it|my|the|this|that|order|\d)|items?|products?|things|i (?:order|bought|buy|purchased)|(?:order|it) contain\w*)\b|\b(?:contents?|total|amount|charged?|charges|billed|paid|how much (?:was|is|did|were))\b/i;
const asksForWay = /\b(?:where|when|track\w*|status|arriv\w*|deliver\w*|late|delay\w*|shipped|missing)\b/i;
const missesIt =
  /\b(?:never|not|hasn'?t|haven'?t|didn'?t|did not|isn'?t|don'?t|nothing)\b.{0,40}\b(?:got|get|gotten|here|there|arriv\w*|received?|show\w* up|come|came|have it|seen)\b|\bnever (?:got|received|came|arrived)\b|\b(?:can(?:'?t|not) find|missing|lost|stolen|no (?:sign|trace|parcel|package))\b|\b(?:says?|marked|shows?)\b.{0,20}\bdelivered\b/i;

/** Delivered, says the carrier, and not there, says the customer: what to look at, and a person who goes after it. */
function tellNotThere(turn: Turn, { id, deliveredAt }: Order): Step {
  const words = say(turn.catalogue.replies, 'order.not_there', { orderId: id, deliveredAt: describeDate(deliveredAt ?? '', turn.now) });
  return answer('order_not_there', words, { apology: true, pending: { ...offerOf(turn), known: { misses: true } } });
}

/** A yes to it reaches a person. */
function offerOf(turn: Turn): Pending {
  return { intent: turn.intent.name, wish: 'specialist', missing: 'confirmation', known: {} };
}
