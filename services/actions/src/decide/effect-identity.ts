import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import { formatMoney, parseMoney } from '@deskhand/catalogue/money.js';
import { canonicalJson } from './canonical-json.js';

/**
 * What makes two writes the same effect, as text to be hashed into the idempotency key. A refund asked for twice in one conversation
 * is one refund, however the customer words the reason; other writes may rightly come again (an address changed there and back),
 * so the turn that asks counts too. Partial refunds of other amounts are other effects.
 */
export function effectIdentity(conversationId: string, turnId: string, tool: ToolName, args: Readonly<Record<string, unknown>>): string {
  const { reason: _, ...identifying } = args;
  return canonicalJson([conversationId, tool, tool === 'process_refund' ? '' : turnId, { ...identifying, amount: plainly(identifying.amount) }]);
}

/** `5`, `5.0` and `5.00` are one amount. */
function plainly(amount: unknown): unknown {
  try {
    return formatMoney(parseMoney(amount as { value: string; currency: string }));
  } catch {
    return amount;
  }
}
