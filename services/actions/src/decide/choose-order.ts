import type { Order } from './shop-facts.js';

export type Choice =
  /** The customer named it. */
  | { readonly kind: 'named'; readonly orderId: string }
  /** The only one it can be: asked back before anything is changed. */
  | { readonly kind: 'inferred'; readonly order: Order }
  | { readonly kind: 'which'; readonly orders: readonly Order[] }
  | { readonly kind: 'none' };

/** Which order a wish is about. `orders` are the customer's own; `fits` says which of them the wish makes sense for. */
export function chooseOrder(named: readonly string[], orders: readonly Order[], fits: (order: Order) => boolean): Choice {
  const [first] = named;
  if (first !== undefined && named.length === 1) return { kind: 'named', orderId: first };
  const newest = [...orders].sort((a, b) => Date.parse(b.placedAt) - Date.parse(a.placedAt));
  const meant = newest.filter((order) => named.includes(order.id));
  if (meant.length > 1) return { kind: 'which', orders: meant };
  if (newest.length === 0) return { kind: 'none' };
  const fitting = newest.filter(fits);
  const [only] = fitting;
  if (only && fitting.length === 1) return { kind: 'inferred', order: only };
  if (newest.length === 1 && newest[0]) return { kind: 'inferred', order: newest[0] };
  return { kind: 'which', orders: (fitting.length > 0 ? fitting : newest).slice(0, 5) };
}
