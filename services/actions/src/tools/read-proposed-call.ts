import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import type { OfferedTool, ProposedCall } from '@deskhand/model/model-request.js';
import type { Call, Json } from '../decide/turn.js';
import { findTool } from './find-tool.js';
import { proposalSchema } from './proposal-schema.js';

export type ReadCall =
  | { readonly kind: 'read' | 'write'; readonly call: Call }
  | { readonly kind: 'fault'; readonly code: 'unknown_tool' | 'invalid_arguments'; readonly tool: ToolName | 'unknown'; readonly words: string };

/** A call as a model wrote it, or what is wrong with it, in words for the model. */
export function readProposedCall({ name, argumentsJson }: ProposedCall, offered: readonly OfferedTool[]): ReadCall {
  const tool = findTool(name);
  if (!tool || !offered.some((each) => each.name === name)) {
    return { kind: 'fault', code: 'unknown_tool', tool: tool?.name ?? 'unknown', words: `There is no such tool here. The tools are: ${offered.map((each) => each.name).join(', ')}.` };
  }
  const args = proposalSchema(tool).safeParse(parseJson(argumentsJson));
  if (args.success) return { kind: tool.kind, call: { tool: tool.name, arguments: args.data as Json } };
  const words = args.error.issues.map(({ path, message }) => `${path.join('.') || 'arguments'}: ${message}`).join('; ');
  return { kind: 'fault', code: 'invalid_arguments', tool: tool.name, words: words.slice(0, 500) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return undefined;
  }
}
