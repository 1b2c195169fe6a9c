import { say } from '@deskhand/catalogue/reply.js';
import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import { describeItems } from './describe-items.js';
import { findCall } from './find-call.js';
import type { GateCode } from './gate.js';
import { afterWrite, call, fixed, refused } from './parts.js';
import { pickItems, pickVariant } from './pick-items.js';
import { resolveOrder } from './resolve-order.js';
import { sayRefusal } from './say-refusal.js';
import { type Order, type OrderItem, orderShape, type Product, productShape } from './shop-facts.js';
import { saidNo, saidYes } from './turn-facts.js';
import type { DoneCall, Json, Plan, Step, Turn } from './turn.js';
import { whyClosed } from './why-closed.js';

const kinds = {
  return: { tool: 'return_items', done: 'change.return_requested', verb: 'return' },
  exchange: { tool: 'exchange_items', done: 'change.exchange_requested', verb: 'exchange' },
  change_items: { tool: 'change_items', done: 'change.items', verb: 'swap' },
} as const satisfies Record<string, { tool: ToolName; done: string; verb: string }>;

export type ItemWish = keyof typeof kinds;

/** Sends items back, or swaps them for another size or colour: which order, which items, asked back, then done. */
export function planItems(wish: ItemWish): Plan {
  return (turn, calls) => {
    const { tool } = kinds[wish];
    const written = findCall(calls, tool);
    if (written) return tellItems(turn, written, calls, wish);
    if (saidNo(turn)) return fixed('left_alone', say(turn.catalogue.replies, 'change.left_alone'));
    const fits = ({ status }: Order) => status === (wish === 'change_items' ? 'pending' : 'delivered');
    const resolved = resolveOrder(turn, calls, { wish, known: {}, fits });
    if ('step' in resolved) return resolved.step;
    const { order } = resolved;
    // What has arrived is exchanged, what has not left is changed.
    if (wish === 'change_items' && order.status === 'delivered') return planItems('exchange')(turn, calls);
    if (wish === 'exchange' && order.status === 'pending') return planItems('change_items')(turn, calls);
    const why = fits(order) ? null : whyNot(order, wish);
    if (why) return refused(turn, { code: why, words: sayRefusal(why, order.id, order, turn) });
    const confirmed = turn.answered?.known.call;
    if (saidYes(turn) && isCall(confirmed)) return call(tool, { orderId: order.id, ...confirmed });
    const items = pickItems(order.items, turn.received.text);
    if (items.length === 0) return askItems(turn, order, wish);
    return wish === 'return' ? confirmReturn(turn, order, items) : confirmSwap(turn, calls, order, items, wish);
  };
}

/** Said before anything is asked that would lead nowhere. */
function whyNot(order: Order, wish: ItemWish): GateCode | null {
  if (wish === 'change_items') return whyClosed(order);
  if (order.status === 'cancelled') return 'already_cancelled';
  return order.status === 'returned' || order.status.endsWith('_requested') ? 'not_changeable' : 'not_delivered';
}

function isCall(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function askItems(turn: Turn, order: Order, wish: ItemWish): Step {
  const text = `${say(turn.catalogue.replies, 'change.ask_items', { orderId: order.id })} (${describeItems(order.items)})`;
  return fixed('ask_items', text, { intent: turn.intent.name, wish, missing: 'items', known: { orderId: order.id } });
}

function confirmReturn(turn: Turn, order: Order, items: readonly OrderItem[]): Step {
  // A line of several pieces goes back as a whole.
  const itemIds = items.flatMap(({ itemId, quantity }) => Array<string>(quantity).fill(itemId));
  return askBack(turn, order, 'return', `return ${describeItems(items)}`, { itemIds });
}

function confirmSwap(turn: Turn, calls: readonly DoneCall[], order: Order, items: readonly OrderItem[], wish: ItemWish): Step {
  const [item] = items;
  if (!item) return askItems(turn, order, wish);
  const searched = findCall(calls, 'search_products', { query: item.name });
  if (!searched) return call('search_products', { query: item.name });
  const product = productsOf(searched).find(({ id }) => id === item.productId);
  const variant = product && pickVariant(item, product, turn.received.text);
  if (!product) return askItems(turn, order, wish);
  if (!variant) return askVariant(turn, order, item, product, wish);
  const which = Object.values(variant.attributes).join(', ');
  const what = `${kinds[wish].verb} ${item.name} for ${which || variant.itemId}`;
  return askBack(turn, order, wish, what, { items: [{ itemId: item.itemId, newItemId: variant.itemId }] });
}

/** None of the product's variants is the one asked for: those that there are. */
function askVariant(turn: Turn, order: Order, item: OrderItem, product: Product, wish: ItemWish): Step {
  const others = product.variants.filter(({ itemId, available }) => itemId !== item.itemId && available);
  if (others.length === 0) return refused(turn, { code: 'item_unavailable', words: sayRefusal('item_unavailable', order.id, order, turn) });
  const options = others.map(({ attributes, itemId }) => Object.values(attributes).join(', ') || itemId).join('; ');
  const text = say(turn.catalogue.replies, 'change.ask_variant', { item: item.name, options });
  return fixed('ask_variant', text, { intent: turn.intent.name, wish, missing: 'items', known: { orderId: order.id } });
}

function productsOf(searched: DoneCall): Product[] {
  const read = productShape.array().safeParse(searched.result?.items);
  return read.success ? read.data : [];
}

function askBack(turn: Turn, order: Order, wish: ItemWish, what: string, confirmed: Json): Step {
  const text = say(turn.catalogue.replies, 'change.confirm', { what, orderId: order.id });
  return fixed('confirm_items', text, { intent: turn.intent.name, wish, missing: 'confirmation', known: { orderId: order.id, call: confirmed } });
}

function tellItems(turn: Turn, written: DoneCall, calls: readonly DoneCall[], wish: ItemWish): Step {
  const { replies } = turn.catalogue;
  const orderId = String(written.arguments.orderId);
  const order = orderShape.safeParse(written.result ?? findCall(calls, 'lookup_order', { orderId })?.result);
  const chosen = order.success ? order.data.items.filter(({ itemId }) => wish === 'change_items' || asks(written.arguments, itemId)) : [];
  const items = describeItems(chosen) || 'as agreed';
  return afterWrite(turn, written, () => say(replies, kinds[wish].done, { orderId, items }));
}

function asks(args: Json, itemId: string): boolean {
  return JSON.stringify(args.itemIds ?? args.items ?? []).includes(JSON.stringify(itemId));
}
