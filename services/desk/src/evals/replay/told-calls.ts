import type { DoneCall, Json } from '@deskhand/actions/decide/turn.js';
import { findTool } from '@deskhand/actions/tools/find-tool.js';
import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import type { ModelTranscript } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { ModelRecord } from '@deskhand/model/model-request.js';

interface WireMessage {
  readonly role: string;
  readonly content?: string | null;
  readonly tool_call_id?: string;
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly name: string; readonly arguments: string } }[];
}

/** Look-ups of a model's that came to nothing: a proposal does not list them, but the model was told of them. */
export function toldCalls({ records }: ModelTranscript): DoneCall[] {
  const messages = records.flatMap((each) => ((each as { record?: ModelRecord }).record?.request as { messages?: WireMessage[] } | undefined)?.messages ?? []);
  const asked = new Map(messages.flatMap(({ tool_calls: calls = [] }) => calls.map((call) => [call.id, call.function] as const)));
  // Each request repeats what was said before it.
  const told = new Map(messages.filter(({ role }) => role === 'tool').map(({ tool_call_id: id = '', content }) => [id, content ?? ''] as const));
  return [...told].flatMap(([id, content]) => readTold(asked.get(id), content));
}

function readTold(call: { name: string; arguments: string } | undefined, content: string): DoneCall[] {
  const told = readJson(content);
  const args = readJson(call?.arguments ?? '');
  const status = told?.status;
  if (!call || !args || (status !== 'failed' && status !== 'refused') || findTool(call.name)?.kind !== 'read') return [];
  const refusal = { code: String(told?.refused ?? ''), words: String(told?.words ?? '') };
  return [{ tool: call.name as ToolName, arguments: args, kind: 'read', status, result: null, refusal, idempotencyKey: '', at: '' }];
}

function readJson(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : null;
  } catch {
    return null;
  }
}
