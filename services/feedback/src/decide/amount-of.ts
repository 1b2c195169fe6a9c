import type { ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';

/** The money that a call moves, as the shop says or else as it was asked for: a decimal string. */
export function amountOf({ arguments: asked, result }: Pick<ToolCall, 'arguments' | 'result'>): string | undefined {
  return readAmount(result) ?? readAmount(asked);
}

function readAmount(holder: Record<string, unknown> | undefined): string | undefined {
  const amount: unknown = holder?.amount;
  const value: unknown = typeof amount === 'object' && amount !== null ? Reflect.get(amount, 'value') : amount;
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d+(\.\d+)?$/.test(text) ? text : undefined;
}
