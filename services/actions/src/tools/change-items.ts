import { z } from 'zod';
import { acceptOrder } from './accept-order.js';
import { orderId, swaps } from './arguments.js';
import { defineTool } from './tool.js';

/** Another size or colour, while the order has not left. */
export const changeItems = defineTool({
  name: 'change_items',
  kind: 'write',
  personal: true,
  schema: z.strictObject({ orderId, items: swaps }),
  privateMembers: { address: 'address' },
  request: (args) => ({ method: 'PATCH', path: `/orders/${encodeURIComponent(args.orderId)}`, body: { items: args.items } }),
  accept: (body, args) =>
    acceptOrder(body, args.orderId, ({ items }) => args.items.every(({ newItemId }) => items.some(({ itemId }) => itemId === newItemId))),
});
