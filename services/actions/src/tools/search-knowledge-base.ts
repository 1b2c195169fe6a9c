import { z } from 'zod';
import { query } from './arguments.js';
import { defineTool, type ToolResult } from './tool.js';

/** Passages of the knowledge base. Most turns come with theirs; this is for a further question in the same message. */
export const searchKnowledgeBase = defineTool({
  name: 'search_knowledge_base',
  kind: 'read',
  personal: false,
  schema: z.strictObject({ query }),
  privateMembers: {},
  async run(args, { search }): Promise<ToolResult> {
    return { kind: 'done', result: { passages: await search(args.query) } };
  },
});
