import { Refusal } from '../refusal.js';
import type { Shop } from '../shop.js';

export interface Customer {
  id: string;
  name: string;
  email: string;
  phone?: string;
  status: 'active' | 'suspended';
  address?: string;
  paymentMethods: { id: string; kind: string; label: string }[];
}

/** The customer as the shop says it, or a 404. */
export function findCustomer(shop: Shop, id: string): Customer {
  const row = shop.database.prepare('SELECT * FROM customers WHERE id = ?').get(id);
  if (!row) throw new Refusal(404, 'unknown_customer', 'This shop has no customer with that id.');
  const paymentMethods = shop.database
    .prepare('SELECT id, kind, label FROM payment_methods WHERE customer_id = ? ORDER BY rowid')
    .all(id)
    .map((method) => ({ id: String(method.id), kind: String(method.kind), label: String(method.label) }));
  return {
    id,
    name: String(row.name),
    email: String(row.email),
    ...(row.phone === null ? {} : { phone: String(row.phone) }),
    status: row.status === 'suspended' ? 'suspended' : 'active',
    ...(row.address === null ? {} : { address: String(row.address) }),
    paymentMethods,
  };
}
