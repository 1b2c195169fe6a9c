import type { ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Facts } from './case.js';

/** What the bot tried, oldest first, one line each: in this turn, and in those that the history still shows. */
export function listAttempts({ received, grounding, proposal }: Facts): string[] {
  const earlier = received.history.flatMap(({ toolResults }) => toolResults.map((result) => describe(result as Partial<ToolCall>)));
  const searched = grounding ? [`searched the knowledge base: ${grounding.passages.map(({ title }) => title).join(', ') || 'nothing that fits'}`] : [];
  const now = (proposal?.calls ?? []).map(describe);
  return [...new Set([...earlier, ...searched, ...now])];
}

function describe({ tool = 'tool', status = 'unknown', arguments: args, refusal }: Partial<ToolCall>): string {
  const given = Object.entries(args ?? {}).map(([name, value]) => `${name} ${wordOf(value)}`);
  const why = refusal?.code ? ` (${refusal.code})` : '';
  return `${tool.replaceAll('_', ' ')}${given.length ? ` [${given.join(', ')}]` : ''}: ${status.replaceAll('_', ' ')}${why}`;
}

function wordOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const { value: amount, currency } = (value ?? {}) as { value?: unknown; currency?: unknown };
  return typeof amount === 'string' && typeof currency === 'string' ? `${amount} ${currency}` : JSON.stringify(value ?? null);
}
