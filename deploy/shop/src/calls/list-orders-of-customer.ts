import type { ReadCall } from '../call.js';
import { findCustomer } from '../store/find-customer.js';
import { getOrderOrRefuse } from '../store/get-order-or-refuse.js';
import { sayOrder } from '../store/say-order.js';

/** Newest first. */
export const listOrdersOfCustomer: ReadCall = {
  kind: 'read',
  method: 'GET',
  path: '/customers/:id/orders',
  run(shop, { params }) {
    const customer = findCustomer(shop, params.id ?? '');
    const rows = shop.database.prepare('SELECT id FROM orders WHERE customer_id = ? ORDER BY placed_at DESC, id').all(customer.id);
    return { status: 200, body: { items: rows.map((row) => sayOrder(getOrderOrRefuse(shop, String(row.id)))) } };
  },
};
