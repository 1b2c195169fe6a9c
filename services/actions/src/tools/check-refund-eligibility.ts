import { z } from 'zod';
import { judgeRefund, refundFacts } from '../decide/judge-refund.js';
import { orderId, reason } from './arguments.js';
import { defineTool, type ToolResult } from './tool.js';

/** Whether an order may be refunded, how much of it, and until when. */
export const checkRefundEligibility = defineTool({
  name: 'check_refund_eligibility',
  kind: 'read',
  personal: true,
  schema: z.strictObject({ orderId, reason }),
  privateMembers: {},
  async run(_args, { order, catalogue, now }): Promise<ToolResult> {
    if (!order) return { kind: 'refused', code: 'not_found' };
    return { kind: 'done', result: refundFacts(order, judgeRefund(order, catalogue.policies.refund, now)) };
  },
});
