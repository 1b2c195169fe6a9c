import { Refusal } from '../refusal.js';
import type { Shop } from '../shop.js';
import { findOrder } from './find-order.js';
import type { Order } from './order.js';

/** `status` is 404 where the order is in the path and 422 where it is in the body. */
export function getOrderOrRefuse(shop: Shop, id: string, status: 404 | 422 = 404): Order {
  const order = findOrder(shop, id);
  if (!order) throw new Refusal(status, 'unknown_order', 'This shop has no order with that number.');
  return order;
}
