import { z } from 'zod';
import { query } from './arguments.js';
import { defineTool, type ToolResult } from './tool.js';

const atMost = 5;

/** What the shop sells, with price and availability as they are now. */
export const searchProducts = defineTool({
  name: 'search_products',
  kind: 'read',
  personal: false,
  schema: z.strictObject({ query }),
  privateMembers: {},
  async run(args, { shop }): Promise<ToolResult> {
    const found = await shop.products(args.query, atMost);
    if (found.kind === 'failed') return found;
    return { kind: 'done', result: { items: found.kind === 'found' ? found.value.slice(0, atMost) : [] } };
  },
});
