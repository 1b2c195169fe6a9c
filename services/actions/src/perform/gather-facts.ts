import type { Customer, Order } from '../decide/shop-facts.js';
import type { Call } from '../decide/turn.js';
import type { Found, ShopClient } from './shop-client.js';

/** What the gate judges by, as the shop has it at this moment. */
export interface ShopFacts {
  readonly kind: 'known';
  readonly customer: Customer | null;
  readonly order: Order | null;
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
  if (!customerId) return { kind: 'known', customer: null, order: null };
  const { orderId } = call.arguments;
  const [customer, order] = await Promise.all([
    kind === 'write' ? shop.customer(customerId) : nobody,
    typeof orderId === 'string' ? shop.order(orderId) : nobody,
  ]);
  if (customer.kind === 'failed') return customer;
  if (order.kind === 'failed') return order;
  return { kind: 'known', customer: valueOf(customer), order: valueOf(order) };
}

function valueOf<T>(found: Found<T> & { kind: 'found' | 'absent' }): T | null {
  return found.kind === 'found' ? found.value : null;
}
