import { z } from 'zod';
import type { WriteCall } from '../call.js';
import { acceptBody } from '../http/accept-body.js';
import { emailShape, textShape } from '../http/shapes.js';
import { Refusal } from '../refusal.js';
import type { Shop } from '../shop.js';
import { findCustomer } from '../store/find-customer.js';

const changeShape = z
  .object(
    { email: emailShape.optional(), phone: textShape(50).optional(), address: textShape(500).optional() },
    { error: 'send a JSON object' },
  )
  .refine(({ email, phone, address }) => Boolean(email ?? phone ?? address), 'name email, phone or address');

export const changeCustomer: WriteCall = {
  kind: 'write',
  method: 'PATCH',
  path: '/customers/:id',
  effect: 'change_customer',
  run(shop, { params, body }) {
    const change = acceptBody(changeShape, body);
    const customer = findCustomer(shop, params.id ?? '');
    if (change.email) refuseTakenEmail(shop, change.email, customer.id);
    shop.database
      .prepare('UPDATE customers SET email = coalesce(?, email), phone = coalesce(?, phone), address = coalesce(?, address) WHERE id = ?')
      .run(change.email ?? null, change.phone ?? null, change.address ?? null, customer.id);
    return { status: 200, body: findCustomer(shop, customer.id) };
  },
};

function refuseTakenEmail(shop: Shop, email: string, customerId: string): void {
  const other = shop.database.prepare('SELECT 1 FROM customers WHERE lower(email) = lower(?) AND id <> ?').get(email, customerId);
  if (!other) return;
  const sentence = 'Another account uses this e-mail address.';
  throw new Refusal(422, 'email_taken', sentence, [{ path: 'email', message: sentence }]);
}
