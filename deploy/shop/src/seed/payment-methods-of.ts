import type { SeedCustomer } from './customers.js';

const labels: Record<string, string> = { visa: 'Visa', mastercard: 'Mastercard', paypal: 'PayPal', gift: 'Gift card' };

/** `cus_1` with `visa 4242, paypal` has `pm_1_visa` ("Visa ending in 4242") and `pm_1_paypal`. */
export function paymentMethodsOf(customer: SeedCustomer) {
  return customer.pays.map((words) => {
    const [brand = '', lastFour] = words.split(' ');
    const label = labels[brand] ?? brand;
    return {
      id: `${customer.id.replace('cus', 'pm')}_${brand}`,
      kind: lastFour ? 'card' : brand === 'gift' ? 'gift_card' : brand,
      label: lastFour ? `${label} ending in ${lastFour}` : label,
    };
  });
}
