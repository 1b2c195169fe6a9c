import { z } from 'zod';
import type { WriteCall } from '../call.js';
import { acceptBody } from '../http/accept-body.js';
import { idShape, itemIdsShape } from '../http/shapes.js';
import { requirePaymentMethod } from '../rules/require-payment-method.js';
import { requireStatus } from '../rules/require-status.js';
import { takeLines } from '../rules/take-lines.js';
import { addSendBack } from '../store/add-send-back.js';
import { findCustomer } from '../store/find-customer.js';
import { getOrderOrRefuse } from '../store/get-order-or-refuse.js';
import { sayOrder } from '../store/say-order.js';

const returnShape = z.object({ itemIds: itemIdsShape, paymentMethodId: idShape.optional() }, { error: 'send a JSON object' });

export const returnItems: WriteCall = {
  kind: 'write',
  method: 'POST',
  path: '/orders/:id/returns',
  effect: 'return',
  run(shop, { params, body }) {
    const asked = acceptBody(returnShape, body);
    const order = getOrderOrRefuse(shop, params.id ?? '');
    requireStatus(order, 'delivered');
    takeLines(order, asked.itemIds, 'itemIds');
    if (asked.paymentMethodId) requirePaymentMethod(findCustomer(shop, order.customerId), asked.paymentMethodId);
    const paymentMethodId = asked.paymentMethodId ?? order.paymentMethodId;
    addSendBack(shop, { orderId: order.id, kind: 'return', items: asked.itemIds, paymentMethodId });
    return { status: 200, body: sayOrder(getOrderOrRefuse(shop, order.id)) };
  },
};
