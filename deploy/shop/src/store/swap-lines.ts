import type { Swap } from '../rules/plan-swaps.js';
import type { Shop } from '../shop.js';
import type { Order } from './order.js';

/** Replaces lines by today's price and terms of the new item. */
export function swapLines(shop: Shop, order: Order, swaps: readonly Swap[]): void {
  const update = shop.database.prepare('UPDATE order_lines SET item_id = ?, price = ?, final_sale = ? WHERE order_id = ? AND line = ?');
  for (const { line, replacement } of swaps) {
    update.run(replacement.itemId, replacement.price, replacement.finalSale ? 1 : 0, order.id, line.line);
  }
}
