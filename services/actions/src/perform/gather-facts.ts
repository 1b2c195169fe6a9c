import type { Customer, Order, Product } from '../decide/shop-facts.js';
import type { Call } from '../decide/turn.js';
import type { Found, ShopClient } from './shop-client.js';

/** What the gate judges by, as the shop has it at this moment. */
export interface ShopFacts {
  readonly kind: 'known';
  readonly customer: Customer | null;
  readonly order: Order | null;
  /** The products of the items that the call would swap. */
  readonly products: readonly Product[];
}

/** Looks up the order of a call, and for a write its customer; nothing at all for somebody who is not authenticated. */
export async function gatherFacts(
  shop: ShopClient,
  /** Empty for somebody who is not authenticated. */
  customerId: string,
  call: Call,
  kind: 'read' | 'write',
): Promise<ShopFacts | { readonly kind: 'failed'; readonly detail: string }> {
  const nobody: Found<never> = { kind: 'absent' };
  if (!customerId) return { kind: 'known', customer: null, order: null, products: [] };
  const { orderId } = call.arguments;
  const [customer, order] = await Promise.all([
    kind === 'write' ? shop.customer(customerId) : nobody,
    typeof orderId === 'string' ? shop.order(orderId) : nobody,
  ]);
  if (customer.kind === 'failed') return customer;
  if (order.kind === 'failed') return order;
  const products = await productsOf(shop, call, valueOf(order));
  if ('kind' in products) return products;
  return { kind: 'known', customer: valueOf(customer), order: valueOf(order), products };
}

async function productsOf(shop: ShopClient, { tool, arguments: args }: Call, order: Order | null): Promise<Product[] | { kind: 'failed'; detail: string }> {
  if ((tool !== 'change_items' && tool !== 'exchange_items') || !order || !Array.isArray(args.items)) return [];
  const swapped = new Set(args.items.map((item: { itemId?: unknown } | null) => item?.itemId));
  const ids = new Set(order.items.filter(({ itemId }) => swapped.has(itemId)).map(({ productId }) => productId));
  const found = await Promise.all([...ids].map((id) => shop.product(id)));
  const failed = found.find((each) => each.kind === 'failed');
  return failed ?? found.flatMap((each) => (each.kind === 'found' ? [each.value] : []));
}

function valueOf<T>(found: Found<T> & { kind: 'found' | 'absent' }): T | null {
  return found.kind === 'found' ? found.value : null;
}
