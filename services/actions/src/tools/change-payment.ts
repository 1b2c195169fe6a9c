import { z } from 'zod';
import { acceptOrder } from './accept-order.js';
import { orderId, paymentMethodId } from './arguments.js';
import { defineTool } from './tool.js';

export const changePayment = defineTool({
  name: 'change_payment',
  kind: 'write',
  personal: true,
  schema: z.strictObject({ orderId, paymentMethodId }),
  privateMembers: { address: 'address' },
  request: (args) => ({ method: 'PATCH', path: `/orders/${encodeURIComponent(args.orderId)}`, body: { paymentMethodId: args.paymentMethodId } }),
  accept: (body, args) => acceptOrder(body, args.orderId, (order) => order.paymentMethodId === args.paymentMethodId),
});
