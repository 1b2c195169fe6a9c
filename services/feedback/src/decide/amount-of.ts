import type { ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Money } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import { z } from 'zod';

const moneyShape = z.object({ value: z.string().regex(/^\d+(\.\d+)?$/), currency: z.string().regex(/^[A-Z]{3}$/) });

/** The money that a call moves, as the shop says or else as it was asked for. */
export function amountOf({ arguments: asked, result }: Pick<ToolCall, 'arguments' | 'result'>): Money | undefined {
  return readAmount(result) ?? readAmount(asked);
}

function readAmount(holder: Record<string, unknown> | undefined): Money | undefined {
  const read = moneyShape.safeParse(holder?.amount);
  return read.success ? read.data : undefined;
}
