import { canonicalJson } from './canonical-json.js';
import type { Order } from './shop-facts.js';

/** What a person approves, as text to be hashed: the action, and the order's status, refunded, total and items as they are. */
export function fingerprintText(tool: string, args: Readonly<Record<string, unknown>>, order: Order | null): string {
  return canonicalJson([tool, args, order && { status: order.status, refunded: order.refunded, total: order.total, items: order.items }]);
}
