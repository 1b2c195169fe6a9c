import { Refusal } from '../refusal.js';
import type { Customer } from '../store/find-customer.js';

/** The same words for a stranger's payment method and for none at all: ids of others are not to be probed. */
export function requirePaymentMethod(customer: Customer, paymentMethodId: string): void {
  if (customer.paymentMethods.some((method) => method.id === paymentMethodId)) return;
  const sentence = 'The payment method is not one of this customer; use the id of one on the account.';
  throw new Refusal(422, 'payment_method_not_of_customer', sentence, [{ path: 'paymentMethodId', message: sentence }]);
}
