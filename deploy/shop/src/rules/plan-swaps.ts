import { Refusal } from '../refusal.js';
import type { Variant } from '../store/find-products.js';
import type { Order, OrderLine } from '../store/order.js';
import { requireSwap } from './require-swap.js';
import { takeLines } from './take-lines.js';

export interface Swap {
  line: OrderLine;
  replacement: Variant;
}

/** Which line becomes what; `replacements` are the variants of `asked`, in its order. A line is swapped as a whole. */
export function planSwaps(
  order: Order,
  asked: readonly { itemId: string; newItemId: string }[],
  replacements: readonly Variant[],
): Swap[] {
  const lines = takeLines(order, asked.map(({ itemId }) => itemId), 'items');
  const swaps = new Map<number, Swap>();
  for (const [index, line] of lines.entries()) {
    const replacement = replacements[index];
    if (!replacement) throw new Error('each swap needs its replacement');
    requireSwap(line, replacement);
    const planned = swaps.get(line.line);
    if (planned && planned.replacement.itemId !== replacement.itemId) {
      throw new Refusal(422, 'invalid_request', `All pieces of "${line.itemId}" are swapped together; name one new item for them.`);
    }
    swaps.set(line.line, { line, replacement });
  }
  refuseTotalBelowRefunded(order, [...swaps.values()]);
  return [...swaps.values()];
}

function refuseTotalBelowRefunded(order: Order, swaps: readonly Swap[]): void {
  const difference = swaps.reduce((sum, { line, replacement }) => sum + (replacement.price - line.price) * line.quantity, 0);
  if (order.total + difference >= order.refunded) return;
  throw new Refusal(422, 'total_below_refunded', `More has been refunded on order ${order.id} than it would cost after this change.`);
}
