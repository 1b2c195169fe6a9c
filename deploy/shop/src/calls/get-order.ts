import type { ReadCall } from '../call.js';
import { getOrderOrRefuse } from '../store/get-order-or-refuse.js';
import { sayOrder } from '../store/say-order.js';

export const getOrder: ReadCall = {
  kind: 'read',
  method: 'GET',
  path: '/orders/:id',
  run: (shop, { params }) => ({ status: 200, body: sayOrder(getOrderOrRefuse(shop, params.id ?? '')) }),
};
