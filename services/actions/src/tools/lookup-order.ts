import { z } from 'zod';
import type { Order } from '../decide/shop-facts.js';
import { orderId } from './arguments.js';
import { defineTool, type ToolContext, type ToolResult } from './tool.js';

/** One order of the customer's, or those they may ask about: what is under way, then the newest. The gate has seen to it that the order is their own. */
export const lookupOrder = defineTool({
  name: 'lookup_order',
  kind: 'read',
  personal: true,
  schema: z.strictObject({ orderId: orderId.optional() }),
  privateMembers: { address: 'address', 'items.*.address': 'address' },
  async run(args, context): Promise<ToolResult> {
    if (args.orderId === undefined) return listOrders(context);
    return context.order ? { kind: 'done', result: context.order } : { kind: 'refused', code: 'not_found' };
  },
});

const atMost = 20;

async function listOrders({ shop, customerId }: ToolContext): Promise<ToolResult> {
  const found = await shop.ordersOf(customerId);
  if (found.kind === 'failed') return found;
  const orders = found.kind === 'found' ? found.value : [];
  // An order still under way is asked about however old it is: a late one most of all.
  const byInterest = [...orders].sort((a, b) => Number(isUnderWay(b)) - Number(isUnderWay(a)) || Date.parse(b.placedAt) - Date.parse(a.placedAt));
  return { kind: 'done', result: { items: byInterest.slice(0, atMost) } };
}

function isUnderWay({ status }: Order): boolean {
  return status === 'pending' || status === 'processed' || status === 'shipped';
}
