import { z } from 'zod';
import { referenceOf } from '../decide/reference-of.js';
import { defineTool, type ToolResult } from './tool.js';

/** Opens a case in this desk's queue: the turn's event asks a person to take it, under this reference. */
export const createTicket = defineTool({
  name: 'create_ticket',
  kind: 'write',
  personal: false,
  schema: z.strictObject({
    subject: z.string().trim().min(1).max(200),
    priority: z.enum(['low', 'medium', 'high', 'urgent']),
    summary: z.string().trim().min(1).max(500),
  }),
  privateMembers: {},
  async run(args, { key }): Promise<ToolResult> {
    return { kind: 'done', result: { reference: referenceOf(key), priority: args.priority } };
  },
});
