import { z } from 'zod';
import { orderId } from './arguments.js';
import { defineTool, type ToolResult } from './tool.js';

/** How an order travels. */
export const trackShipment = defineTool({
  name: 'track_shipment',
  kind: 'read',
  personal: true,
  schema: z.strictObject({ orderId }),
  // Carriers write who took a parcel, and where.
  privateMembers: { 'events.*.text': '' },
  async run(args, { shop }): Promise<ToolResult> {
    const found = await shop.shipment(args.orderId);
    if (found.kind === 'found') return { kind: 'done', result: found.value };
    return found.kind === 'absent' ? { kind: 'refused', code: 'no_shipment' } : found;
  },
});
