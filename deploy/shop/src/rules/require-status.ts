import { Refusal } from '../refusal.js';
import type { Order } from '../store/order.js';

/** Changes are for pending orders, returns and exchanges for delivered ones. */
export function requireStatus(order: Order, wanted: 'pending' | 'delivered'): void {
  if (order.status === wanted) return;
  throw new Refusal(422, `order_not_${wanted}`, `Order ${order.id} is ${order.status.replace('_', ' ')}; only a ${wanted} order allows this.`);
}
