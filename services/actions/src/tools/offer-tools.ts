import type { OfferedTool } from '@deskhand/model/model-request.js';
import type { Specialist } from '@deskhand/catalogue/specialist.js';
import { z } from 'zod';
import { servedIntents } from '../decide/plan-turn.js';
import type { Turn } from '../decide/turn.js';
import { describeTool } from './describe-tool.js';
import { proposalSchema } from './proposal-schema.js';
import { tools } from './registry.js';

/** The tools of the turn's intents, as a model is shown them; of these, those that its specialists have. */
export function offerTools(turn: Turn, specialists: readonly Specialist[]): OfferedTool[] {
  const own = specialists.flatMap(({ tools: each }) => each);
  const names = [...new Set(servedIntents(turn).flatMap((intent) => intent.tools))].filter((name) => specialists.length === 0 || own.includes(name));
  return names.map((name) => {
    const { $schema: _, ...parameters } = z.toJSONSchema(proposalSchema(tools[name]));
    return { name, description: describeTool(name), parameters };
  });
}
