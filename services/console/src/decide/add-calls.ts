import type { ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Ranked, CallFact, TicketFacts } from './facts.js';
import { newestOf } from './newest-of.js';
import { stableJson } from './stable-json.js';

/** From what may still change to what is final: of two words of one moment the later one counts. */
const statuses = ['awaiting_approval', 'unknown', 'failed', 'refused', 'succeeded'];

/** The latest of each call: writes by idempotency key, reads by tool and arguments. */
export function addCalls(before: TicketFacts['calls'], calls: readonly ToolCall[], turn: number): TicketFacts['calls'] {
  if (!calls.length) return before;
  const after: Record<string, Ranked<CallFact>> = { ...before };
  calls.forEach((call, n) => {
    const key = call.idempotencyKey || `${call.tool} ${stableJson(call.arguments ?? {})}`;
    after[key] = newestOf(after[key], { rank: [Date.parse(call.at) || 0, statuses.indexOf(call.status), turn], value: { ...call, turn, n } })!;
  });
  return after;
}
