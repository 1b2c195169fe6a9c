import { z } from 'zod';
import type { WriteCall } from '../call.js';
import { acceptBody } from '../http/accept-body.js';
import { idShape, swapsShape, textShape } from '../http/shapes.js';
import { planSwaps } from '../rules/plan-swaps.js';
import { requirePaymentMethod } from '../rules/require-payment-method.js';
import { requireStatus } from '../rules/require-status.js';
import { findCustomer } from '../store/find-customer.js';
import { findVariant } from '../store/find-variant.js';
import { getOrderOrRefuse } from '../store/get-order-or-refuse.js';
import { sayOrder } from '../store/say-order.js';
import { swapLines } from '../store/swap-lines.js';

const changeShape = z
  .object(
    { address: textShape(500).optional(), items: swapsShape.optional(), paymentMethodId: idShape.optional() },
    { error: 'send a JSON object' },
  )
  .refine(({ address, items, paymentMethodId }) => Boolean(address ?? items ?? paymentMethodId), 'name address, items or paymentMethodId');

export const changeOrder: WriteCall = {
  kind: 'write',
  method: 'PATCH',
  path: '/orders/:id',
  effect: 'change_order',
  run(shop, { params, body }) {
    const change = acceptBody(changeShape, body);
    const order = getOrderOrRefuse(shop, params.id ?? '');
    requireStatus(order, 'pending');
    if (change.paymentMethodId) requirePaymentMethod(findCustomer(shop, order.customerId), change.paymentMethodId);
    if (change.items) {
      const replacements = change.items.map(({ newItemId }) => findVariant(shop, newItemId));
      swapLines(shop, order, planSwaps(order, change.items, replacements));
    }
    shop.database
      .prepare('UPDATE orders SET address = coalesce(?, address), payment_method_id = coalesce(?, payment_method_id) WHERE id = ?')
      .run(change.address ?? null, change.paymentMethodId ?? null, order.id);
    return { status: 200, body: sayOrder(getOrderOrRefuse(shop, order.id)) };
  },
};
