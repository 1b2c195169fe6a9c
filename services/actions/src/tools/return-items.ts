import { z } from 'zod';
import { acceptOrder } from './accept-order.js';
import { itemId, orderId, paymentMethodId } from './arguments.js';
import { defineTool } from './tool.js';

export const returnItems = defineTool({
  name: 'return_items',
  kind: 'write',
  personal: true,
  schema: z.strictObject({ orderId, itemIds: z.array(itemId).min(1).max(100), paymentMethodId: paymentMethodId.optional() }),
  privateMembers: { address: 'address' },
  request: ({ orderId: id, ...body }) => ({ method: 'POST', path: `/orders/${encodeURIComponent(id)}/returns`, body }),
  accept: (body, args) => acceptOrder(body, args.orderId, ({ status }) => status === 'return_requested' || status === 'returned'),
});
