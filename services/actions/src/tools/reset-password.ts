import { z } from 'zod';
import { sentToShape } from '../decide/shop-facts.js';
import { defineTool } from './tool.js';

/** A link to the address on file, which the shop shows masked. */
export const resetPassword = defineTool({
  name: 'reset_password',
  kind: 'write',
  personal: true,
  schema: z.strictObject({}),
  privateMembers: {},
  request: (_args, customerId) => ({ method: 'POST', path: `/customers/${encodeURIComponent(customerId)}/password-reset`, body: {} }),
  accept(body) {
    const read = sentToShape.safeParse(body);
    // A shop that does not mask it would have the address in an event.
    return read.success && /\*{2,}/.test(read.data.sentTo) ? read.data : null;
  },
});
