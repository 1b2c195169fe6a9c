import { isOrderNumber } from '@deskhand/catalogue/order-number.js';
import { namedOrders } from './turn-facts.js';
import type { Turn } from './turn.js';

/** `order 999`, `order no. A-17`, `#999`; not `to order 3 lamps` and not `my order 2 days ago`. */
const called =
  /(?:(?<!\b(?:to|i|we|you|can|could|will|would|want|first)\s)\border(?:\s+(?:number|num|no\.?|nr\.?|id))?(?:\s+is|\s*:)?\s*#?|(?<![\w&/])#)((?=[\w-]*\d)[\w-]{1,20})(?=\s*(?:$|[.,;:!?)\n]|(?:is|was|has|hasn't|isn't|please|and|but|yet|now|to|from)\b))/i;

/** What the customer takes for an order number and is none by the shop's pattern, where no other is named. */
export function misreadOrderNumber(turn: Turn): string | undefined {
  if (namedOrders(turn).length > 0) return undefined;
  const said = called.exec(turn.received.text)?.[1];
  return said === undefined || isOrderNumber(said, turn.catalogue.shop) ? undefined : said;
}
