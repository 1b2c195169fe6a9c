import { z } from 'zod';
import { customerShape } from '../decide/shop-facts.js';
import { acceptOrder } from './accept-order.js';
import { address, orderId } from './arguments.js';
import { sameWords } from './same-words.js';
import { defineTool } from './tool.js';

/** Where an order goes; without an order, the address of the account. */
export const changeAddress = defineTool({
  name: 'change_address',
  kind: 'write',
  personal: true,
  schema: z.strictObject({ orderId: orderId.optional(), address }),
  privateMembers: { name: 'person', email: 'email', phone: 'phone', address: 'address' },
  request: (args, customerId) => ({
    method: 'PATCH',
    path: args.orderId === undefined ? `/customers/${encodeURIComponent(customerId)}` : `/orders/${encodeURIComponent(args.orderId)}`,
    body: { address: args.address },
  }),
  accept(body, args) {
    if (args.orderId !== undefined) return acceptOrder(body, args.orderId, (order) => sameWords(order.address, args.address));
    const read = customerShape.safeParse(body);
    return read.success && sameWords(read.data.address, args.address) ? read.data : null;
  },
});
