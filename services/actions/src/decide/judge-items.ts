import type { Order, Product } from './shop-facts.js';

export interface Swap {
  readonly itemId: string;
  readonly newItemId: string;
}

/** Whether an order has these items, each as often as it is named. */
export function judgePieces({ items }: Order, ids: readonly string[]): 'unknown_item' | null {
  const bought = (id: string) => items.filter((item) => item.itemId === id).reduce((sum, item) => sum + item.quantity, 0);
  const named = (id: string) => ids.filter((each) => each === id).length;
  return ids.length > 0 && ids.every((id) => named(id) <= bought(id)) ? null : 'unknown_item';
}

/** An item may become another variant of its own product that is on the shelf. `products`: those of the items, as the shop has them now. */
export function judgeSwaps(order: Order, swaps: readonly Swap[], products: readonly Product[]): 'unknown_item' | 'item_unavailable' | null {
  if (judgePieces(order, swaps.map(({ itemId }) => itemId))) return 'unknown_item';
  for (const { itemId, newItemId } of swaps) {
    const productId = order.items.find((item) => item.itemId === itemId)?.productId;
    const variant = products.find(({ id }) => id === productId)?.variants.find((each) => each.itemId === newItemId);
    if (!variant || newItemId === itemId) return 'unknown_item';
    if (!variant.available) return 'item_unavailable';
  }
  return null;
}
