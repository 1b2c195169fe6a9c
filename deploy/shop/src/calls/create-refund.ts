import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { WriteCall } from '../call.js';
import { acceptBody } from '../http/accept-body.js';
import { amountShape, idShape, textShape } from '../http/shapes.js';
import { acceptAmount } from '../money/accept-amount.js';
import { toMoney } from '../money/to-money.js';
import { checkRefund } from '../rules/check-refund.js';
import { getOrderOrRefuse } from '../store/get-order-or-refuse.js';

const refundShape = z.object({ orderId: idShape, amount: amountShape, reason: textShape(1_000) }, { error: 'send a JSON object' });

export const createRefund: WriteCall = {
  kind: 'write',
  method: 'POST',
  path: '/refunds',
  effect: 'refund',
  run(shop, { body }) {
    const asked = acceptBody(refundShape, body);
    const amount = acceptAmount(asked.amount);
    const order = getOrderOrRefuse(shop, asked.orderId, 422);
    checkRefund(order, amount);
    const refundId = `ref_${randomUUID()}`;
    shop.database
      .prepare('INSERT INTO refunds (id, order_id, amount, reason, at) VALUES (?, ?, ?, ?, ?)')
      .run(refundId, order.id, amount, asked.reason, shop.now().toISOString());
    shop.database.prepare('UPDATE orders SET refunded = refunded + ? WHERE id = ?').run(amount, order.id);
    return { status: 201, body: { refundId, orderId: order.id, amount: toMoney(amount), status: 'accepted' } };
  },
};
