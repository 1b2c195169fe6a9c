import { z } from 'zod';
import { acceptOrder } from './accept-order.js';
import { orderId, paymentMethodId, swaps } from './arguments.js';
import { defineTool } from './tool.js';

export const exchangeItems = defineTool({
  name: 'exchange_items',
  kind: 'write',
  personal: true,
  schema: z.strictObject({ orderId, items: swaps, paymentMethodId: paymentMethodId.optional() }),
  privateMembers: { address: 'address' },
  request: ({ orderId: id, ...body }) => ({ method: 'POST', path: `/orders/${encodeURIComponent(id)}/exchanges`, body }),
  accept: (body, args) => acceptOrder(body, args.orderId, ({ status }) => status === 'exchange_requested'),
});
