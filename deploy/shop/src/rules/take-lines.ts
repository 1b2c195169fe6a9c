import { Refusal } from '../refusal.js';
import type { Order, OrderLine } from '../store/order.js';

/**
 * The order's lines that `itemIds` name, one for each. An id named twice takes another line of that item, or one more
 * piece of a line with several; more than were bought is refused.
 */
export function takeLines(order: Order, itemIds: readonly string[], member: 'items' | 'itemIds'): OrderLine[] {
  const left = order.lines.map((line) => ({ line, pieces: line.quantity }));
  return itemIds.map((itemId, index) => {
    const found = left.filter((each) => each.line.itemId === itemId && each.pieces > 0);
    const fresh = found.find((each) => each.pieces === each.line.quantity) ?? found[0];
    if (!fresh) {
      const sentence = `Item "${itemId}" is not in order ${order.id}, or not that many times.`;
      throw new Refusal(422, 'item_not_in_order', sentence, [{ path: `${member}.${index}`, message: sentence }]);
    }
    fresh.pieces -= 1;
    return fresh.line;
  });
}
