import type { ReadCall } from '../call.js';
import { findCustomer } from '../store/find-customer.js';

export const getCustomer: ReadCall = {
  kind: 'read',
  method: 'GET',
  path: '/customers/:id',
  run: (shop, { params }) => ({ status: 200, body: findCustomer(shop, params.id ?? '') }),
};
