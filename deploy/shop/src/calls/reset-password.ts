import { randomBytes } from 'node:crypto';
import type { WriteCall } from '../call.js';
import { maskEmail } from '../rules/mask-email.js';
import { addMail } from '../store/add-mail.js';
import { findCustomer } from '../store/find-customer.js';

/** The link goes to the address on file and nowhere else; the answer shows one letter of it. */
export const resetPassword: WriteCall = {
  kind: 'write',
  method: 'POST',
  path: '/customers/:id/password-reset',
  effect: 'password_reset',
  run(shop, { params }) {
    const customer = findCustomer(shop, params.id ?? '');
    const link = `https://larkspur.example.com/reset/${randomBytes(24).toString('base64url')}`;
    addMail(shop, {
      to: customer.email,
      subject: 'Choose a new password',
      text: `Hello ${customer.name},\n\nopen this link within one hour to choose a new password:\n${link}\n\nLarkspur Goods`,
    });
    return { status: 202, body: { sentTo: maskEmail(customer.email) } };
  },
};
