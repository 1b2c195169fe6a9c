import { say } from '@deskhand/catalogue/reply.js';
import { chooseOrder } from './choose-order.js';
import { describeDate } from './describe-date.js';
import { describeItems } from './describe-items.js';
import { findCall } from './find-call.js';
import { orderByPlace } from './order-by-place.js';
import { orderInTalk, orderNotMeant } from './order-in-talk.js';
import { call, fixed, refused } from './parts.js';
import { type Order, orderShape } from './shop-facts.js';
import { namedOrders } from './turn-facts.js';
import type { DoneCall, Json, Step, Turn } from './turn.js';
import { wordsOf } from './words-of.js';

export interface OrderWish {
  /** Empty for a mere question. */
  readonly wish: string;
  /** What is known by now, kept for the customer's next message. */
  readonly known: Json;
  fits(order: Order): boolean;
}

/** The order as the shop has it, or the step that leads there: a look-up, or a question to the customer. */
export type Resolved = { readonly order: Order; readonly inferred: boolean } | { readonly step: Step };

/** Finds the one order that a message is about. */
export function resolveOrder(turn: Turn, calls: readonly DoneCall[], wanted: OrderWish): Resolved {
  const named = namedOrders(turn);
  if (named.length === 1 && named[0]) return lookUp(turn, calls, named[0]);
  const listed = findList(calls);
  if (!listed) return { step: call('lookup_order', {}) };
  if (listed.status !== 'succeeded') return { step: refused(turn, listed.refusal ?? { code: 'other', words: say(turn.catalogue.replies, 'refusal.other') }) };
  const orders = ordersOf(listed);
  const chosen = orders.find(({ id }) => id === orderByPlace(turn, orders));
  if (chosen && named.length === 0) return { order: chosen, inferred: true };
  const meant = saysLatest(turn) ? newestOf(orders) : named.length === 0 ? withNamedItem(without(orders, orderNotMeant(turn)), turn.received.text) : orders;
  const spokenOf = named.length === 0 && !saysLatest(turn) ? orderInTalk(turn) : undefined;
  const inTalk = meant.find(({ id }) => id === spokenOf);
  if (inTalk) return { order: inTalk, inferred: true };
  // Only the latest orders are listed, and an item that is named means the order with it.
  if (spokenOf !== undefined && meant.length === orders.length) return asGuess(lookUp(turn, calls, spokenOf));
  const choice = chooseOrder(saysLatest(turn) ? [] : named, meant, wanted.fits);
  switch (choice.kind) {
    case 'named':
      return lookUp(turn, calls, choice.orderId);
    case 'inferred':
      return { order: choice.order, inferred: true };
    case 'none':
      return { step: fixed('no_orders', say(turn.catalogue.replies, 'order.none')) };
    case 'which':
      return { step: askWhich(turn, choice.orders, wanted) };
  }
}

export function ordersOf(listed: DoneCall): Order[] {
  return orderShape.array().parse(listed.result?.items);
}

/** "The last one" answers which order it is. */
function saysLatest(turn: Turn): boolean {
  return namedOrders(turn).length === 0 && /\b(?:last(?! (?:time|night|week|month|year|christmas|summer|winter|spring|autumn|fall|\w+day)\b)|latest|newest|most recent|recent one)\b/i.test(turn.received.text);
}

function asGuess(resolved: Resolved): Resolved {
  return 'step' in resolved ? resolved : { ...resolved, inferred: true };
}

function without(orders: readonly Order[], orderId: string | undefined): readonly Order[] {
  return orders.filter(({ id }) => id !== orderId);
}

function newestOf(orders: readonly Order[]): Order[] {
  return [...orders].sort((a, b) => Date.parse(b.placedAt) - Date.parse(a.placedAt)).slice(0, 1);
}

/** "The backpack one" means an order with a backpack in it; where no item is named, any. */
function withNamedItem(orders: readonly Order[], text: string): readonly Order[] {
  const said = wordsOf(text);
  const hitsOf = ({ items }: Order) => Math.max(0, ...items.map(({ name }) => [...wordsOf(name)].filter((word) => said.has(word)).length));
  const most = Math.max(0, ...orders.map(hitsOf));
  return most > 0 ? orders.filter((order) => hitsOf(order) === most) : orders;
}

/** The call that listed the customer's orders. */
export function findList(calls: readonly DoneCall[]): DoneCall | undefined {
  return calls.find((each) => each.tool === 'lookup_order' && each.arguments.orderId === undefined);
}

/** `20001 (05/03: Juniper Mug)` */
export function listOrders(orders: readonly Order[], now: string): string {
  return orders.map((order) => `${order.id} (${describeDate(order.placedAt, now)}: ${describeItems(order.items)})`).join(', ');
}

function lookUp(turn: Turn, calls: readonly DoneCall[], orderId: string): Resolved {
  const found = findCall(calls, 'lookup_order', { orderId });
  if (!found) return { step: call('lookup_order', { orderId }) };
  if (found.status === 'succeeded') return { order: orderShape.parse(found.result), inferred: false };
  return { step: refused(turn, found.refusal ?? { code: 'not_found', words: say(turn.catalogue.replies, 'order.not_found', { orderId }) }) };
}

function askWhich(turn: Turn, orders: readonly Order[], { wish, known }: OrderWish): Step {
  const text = say(turn.catalogue.replies, 'order.which_of', { orders: listOrders(orders, turn.now) });
  return fixed('which_order', text, { intent: turn.intent.name, wish, missing: 'order', known });
}
