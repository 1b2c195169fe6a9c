import { z } from 'zod';
import { firstNameOf } from '../decide/first-name-of.js';
import { defineTool, type ToolResult } from './tool.js';

/** The customer's own account; nobody else's can be named. */
export const lookupAccount = defineTool({
  name: 'lookup_account',
  kind: 'read',
  personal: true,
  schema: z.strictObject({}),
  privateMembers: { name: 'person', firstName: 'person', email: 'email', phone: 'phone', address: 'address' },
  async run(_args, { shop, customerId }): Promise<ToolResult> {
    const found = await shop.customer(customerId);
    if (found.kind === 'found') return { kind: 'done', result: { ...found.value, firstName: firstNameOf(found.value.name) } };
    return found.kind === 'absent' ? { kind: 'refused', code: 'not_found' } : found;
  },
});
