import type { ReadCall } from '../call.js';
import { Refusal } from '../refusal.js';
import { findCustomer } from '../store/find-customer.js';

/** By e-mail only: the shop hands nobody its whole list of customers. */
export const listCustomers: ReadCall = {
  kind: 'read',
  method: 'GET',
  path: '/customers',
  run(shop, { query }) {
    const email = query.get('email')?.trim();
    if (!email) {
      const sentence = 'Name the address to look for: /customers?email=ada@example.com';
      throw new Refusal(422, 'invalid_request', sentence, [{ path: 'email', message: sentence }]);
    }
    const rows = shop.database.prepare('SELECT id FROM customers WHERE lower(email) = lower(?) ORDER BY id').all(email);
    return { status: 200, body: { items: rows.map((row) => findCustomer(shop, String(row.id))) } };
  },
};
