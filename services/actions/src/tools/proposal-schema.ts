import { z } from 'zod';
import { orderId } from './arguments.js';
import type { Tool } from './tool.js';

const aboutAccount = new Set(['reset_password', 'update_account', 'create_ticket']);

/** What a model may say when it proposes a call. Of a write only the order: amounts, items and addresses are facts, and not a model's. */
export function proposalSchema(tool: Tool): z.ZodType {
  if (tool.kind === 'read') return tool.schema;
  if (aboutAccount.has(tool.name)) return z.strictObject({});
  return z.strictObject({ orderId: tool.name === 'change_address' ? orderId.optional() : orderId });
}
