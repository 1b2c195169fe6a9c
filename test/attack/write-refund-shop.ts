import { openDatabase } from '@deskhand/shop/store/open-database.js';

const day = 86_400_000;

/** What is asked back of order `index`, in cents: under the amount that people have to approve. */
export function centsOf(index: number): number {
  return 101 + ((index * 7_919) % 9_800);
}

export function orderOf(index: number): { orderId: string; customerId: string } {
  return { orderId: String(5_000_001 + index), customerId: `cus_${1_000 + index}` };
}

/**
 * A shop's database with `n` delivered orders, each of a customer of its own, so that no limit of a day stops a refund; and each worth
 * three times what is asked back, so that the shop itself would not stop a second one.
 */
export function writeRefundShop(file: string, n: number, cents: (index: number) => number = centsOf): void {
  const database = openDatabase(file);
  const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
  const customer = database.prepare(`INSERT INTO customers (id, name, email, phone, address, status) VALUES (?, 'Ada Example', ?, NULL, '1 Elm Street', 'active')`);
  const method = database.prepare(`INSERT INTO payment_methods (id, customer_id, kind, label) VALUES (?, ?, 'credit_card', 'Visa')`);
  const order = database.prepare(`INSERT INTO orders (id, customer_id, status, placed_at, delivered_at, refunded, payment_method_id, address) VALUES (?, ?, 'delivered', ?, ?, 0, ?, '1 Elm Street')`);
  const line = database.prepare(`INSERT INTO order_lines (order_id, line, item_id, quantity, price, final_sale) VALUES (?, 0, 'LAMP-1', 1, ?, 0)`);
  database.exec('BEGIN');
  database.exec(`INSERT INTO products (id, name, description, attributes) VALUES ('prd_lamp', 'Lamp', '', '{}')`);
  database.exec(`INSERT INTO variants (item_id, product_id, attributes, price, available, final_sale) VALUES ('LAMP-1', 'prd_lamp', '{}', 100, 1, 0)`);
  for (let index = 0; index < n; index++) {
    const { orderId, customerId } = orderOf(index);
    customer.run(customerId, `${customerId}@example.com`);
    method.run(`pm_${index}`, customerId);
    order.run(orderId, customerId, ago(8), ago(3), `pm_${index}`);
    line.run(orderId, 3 * cents(index));
  }
  database.exec('COMMIT');
  database.close();
}
