import { compareMoney, parseMoney } from '@deskhand/catalogue/money.js';
import { z } from 'zod';
import { refundShape } from '../decide/shop-facts.js';
import { amount, orderId, reason } from './arguments.js';
import { defineTool } from './tool.js';

/** Money back. */
export const processRefund = defineTool({
  name: 'process_refund',
  kind: 'write',
  personal: true,
  schema: z.strictObject({ orderId, amount, reason }),
  privateMembers: {},
  request: (args) => ({ method: 'POST', path: '/refunds', body: args }),
  accept(body, args) {
    const read = refundShape.safeParse(body);
    if (!read.success || read.data.orderId !== args.orderId || read.data.amount.currency !== args.amount.currency) return null;
    return compareMoney(parseMoney(read.data.amount), parseMoney(args.amount)) === 0 ? read.data : null;
  },
});
