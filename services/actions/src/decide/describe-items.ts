import type { OrderItem } from './shop-facts.js';

/** `Juniper Mug, 2 x Wool Socks`: the first three, and how many more. */
export function describeItems(items: readonly Pick<OrderItem, 'name' | 'quantity'>[]): string {
  const named = items.slice(0, 3).map(({ name, quantity }) => (quantity > 1 ? `${quantity} x ${name}` : name));
  const rest = items.length - named.length;
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
