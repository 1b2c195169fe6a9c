import type { Shop } from '../shop.js';
import { type Order, type OrderLine, orderStatuses } from './order.js';

export function findOrder(shop: Shop, id: string): Order | undefined {
  const row = shop.database.prepare('SELECT * FROM orders WHERE id = ?').get(id);
  if (!row) return undefined;
  const status = orderStatuses.find((known) => known === row.status);
  if (!status) throw new Error(`order ${id} is in the unknown state ${String(row.status)}`);
  const lines = findLines(shop, id);
  return {
    id,
    customerId: String(row.customer_id),
    status,
    placedAt: String(row.placed_at),
    deliveredAt: textOrNull(row.delivered_at),
    total: lines.reduce((sum, line) => sum + line.price * line.quantity, 0),
    refunded: Number(row.refunded),
    lines,
    paymentMethodId: textOrNull(row.payment_method_id),
    address: textOrNull(row.address),
  };
}

function findLines(shop: Shop, orderId: string): OrderLine[] {
  const rows = shop.database
    .prepare(
      `SELECT l.*, v.product_id, p.name FROM order_lines l
       JOIN variants v ON v.item_id = l.item_id JOIN products p ON p.id = v.product_id
       WHERE l.order_id = ? ORDER BY l.line`,
    )
    .all(orderId);
  return rows.map((row) => ({
    line: Number(row.line),
    itemId: String(row.item_id),
    productId: String(row.product_id),
    name: String(row.name),
    quantity: Number(row.quantity),
    price: Number(row.price),
    finalSale: row.final_sale === 1,
  }));
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
