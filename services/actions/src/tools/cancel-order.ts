import { z } from 'zod';
import { acceptOrder } from './accept-order.js';
import { orderId, reason } from './arguments.js';
import { defineTool } from './tool.js';

export const cancelOrder = defineTool({
  name: 'cancel_order',
  kind: 'write',
  personal: true,
  schema: z.strictObject({ orderId, reason }),
  privateMembers: { address: 'address' },
  request: (args) => ({ method: 'POST', path: `/orders/${encodeURIComponent(args.orderId)}/cancel`, body: { reason: args.reason } }),
  accept: (body, args) => acceptOrder(body, args.orderId, ({ status }) => status === 'cancelled'),
});
