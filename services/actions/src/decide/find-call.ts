import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import type { DoneCall, Json } from './turn.js';

/** A call that has been made with these arguments (others may be there as well). */
export function findCall(calls: readonly DoneCall[], tool: ToolName, args: Json = {}): DoneCall | undefined {
  return calls.find((call) => call.tool === tool && Object.entries(args).every(([name, value]) => call.arguments[name] === value));
}
