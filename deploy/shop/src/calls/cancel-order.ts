import { z } from 'zod';
import type { WriteCall } from '../call.js';
import { acceptBody } from '../http/accept-body.js';
import { textShape } from '../http/shapes.js';
import { requireStatus } from '../rules/require-status.js';
import { getOrderOrRefuse } from '../store/get-order-or-refuse.js';
import { sayOrder } from '../store/say-order.js';

const cancelShape = z.object({ reason: textShape(1_000) }, { error: 'send a JSON object' });

/** What was paid goes back with the cancellation, so nothing is left to refund afterwards. */
export const cancelOrder: WriteCall = {
  kind: 'write',
  method: 'POST',
  path: '/orders/:id/cancel',
  effect: 'cancel',
  run(shop, { params, body }) {
    acceptBody(cancelShape, body);
    const order = getOrderOrRefuse(shop, params.id ?? '');
    requireStatus(order, 'pending');
    shop.database.prepare("UPDATE orders SET status = 'cancelled', refunded = ? WHERE id = ?").run(order.total, order.id);
    return { status: 200, body: sayOrder(getOrderOrRefuse(shop, order.id)) };
  },
};
