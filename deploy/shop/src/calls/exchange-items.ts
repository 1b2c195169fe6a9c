import { z } from 'zod';
import type { WriteCall } from '../call.js';
import { acceptBody } from '../http/accept-body.js';
import { idShape, swapsShape } from '../http/shapes.js';
import { requirePaymentMethod } from '../rules/require-payment-method.js';
import { requireStatus } from '../rules/require-status.js';
import { requireSwap } from '../rules/require-swap.js';
import { takeLines } from '../rules/take-lines.js';
import { addSendBack } from '../store/add-send-back.js';
import { findCustomer } from '../store/find-customer.js';
import { findVariant } from '../store/find-variant.js';
import { getOrderOrRefuse } from '../store/get-order-or-refuse.js';
import { sayOrder } from '../store/say-order.js';

const exchangeShape = z.object({ items: swapsShape, paymentMethodId: idShape.optional() }, { error: 'send a JSON object' });

/** The order keeps its items until the old ones are back; only its state changes here. */
export const exchangeItems: WriteCall = {
  kind: 'write',
  method: 'POST',
  path: '/orders/:id/exchanges',
  effect: 'exchange',
  run(shop, { params, body }) {
    const asked = acceptBody(exchangeShape, body);
    const order = getOrderOrRefuse(shop, params.id ?? '');
    requireStatus(order, 'delivered');
    const lines = takeLines(order, asked.items.map(({ itemId }) => itemId), 'items');
    for (const [index, line] of lines.entries()) requireSwap(line, findVariant(shop, asked.items[index]?.newItemId ?? ''));
    if (asked.paymentMethodId) requirePaymentMethod(findCustomer(shop, order.customerId), asked.paymentMethodId);
    const paymentMethodId = asked.paymentMethodId ?? order.paymentMethodId;
    addSendBack(shop, { orderId: order.id, kind: 'exchange', items: asked.items, paymentMethodId });
    return { status: 200, body: sayOrder(getOrderOrRefuse(shop, order.id)) };
  },
};
