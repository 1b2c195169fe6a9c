import { z } from 'zod';
import { customerShape } from '../decide/shop-facts.js';
import { sameWords } from './same-words.js';
import { defineTool } from './tool.js';

export const updateAccount = defineTool({
  name: 'update_account',
  kind: 'write',
  personal: true,
  schema: z
    .strictObject({ email: z.string().min(3).max(254).optional(), phone: z.string().min(3).max(50).optional() })
    .refine(({ email, phone }) => email !== undefined || phone !== undefined, 'names neither email nor phone'),
  privateMembers: { name: 'person', email: 'email', phone: 'phone', address: 'address' },
  request: (args, customerId) => ({ method: 'PATCH', path: `/customers/${encodeURIComponent(customerId)}`, body: args }),
  accept(body, args) {
    const read = customerShape.safeParse(body);
    if (!read.success) return null;
    const isDone = (args.email === undefined || sameWords(read.data.email, args.email)) && (args.phone === undefined || sameWords(read.data.phone, args.phone));
    return isDone ? read.data : null;
  },
});
