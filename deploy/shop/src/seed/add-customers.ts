import type { Shop } from '../shop.js';
import { seedCustomers } from './customers.js';
import { paymentMethodsOf } from './payment-methods-of.js';

export function addCustomers({ database }: Shop): void {
  const addCustomer = database.prepare('INSERT INTO customers (id, name, email, phone, address, status) VALUES (?, ?, ?, ?, ?, ?)');
  const addMethod = database.prepare('INSERT INTO payment_methods (id, customer_id, kind, label) VALUES (?, ?, ?, ?)');
  for (const customer of seedCustomers) {
    const { id, name, email, phone, address, suspended } = customer;
    addCustomer.run(id, name, email, phone, address, suspended ? 'suspended' : 'active');
    for (const method of paymentMethodsOf(customer)) addMethod.run(method.id, id, method.kind, method.label);
  }
}
