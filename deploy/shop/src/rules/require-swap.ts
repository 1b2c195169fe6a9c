import { Refusal } from '../refusal.js';
import type { Variant } from '../store/find-products.js';
import type { OrderLine } from '../store/order.js';

/** An item may only become another variant of the same product that is on the shelf. */
export function requireSwap(line: OrderLine, replacement: Variant): void {
  if (replacement.itemId === line.itemId) {
    throw new Refusal(422, 'same_item', `Item "${line.itemId}" cannot be swapped for itself.`);
  }
  if (replacement.productId !== line.productId) {
    throw new Refusal(422, 'other_product', `Item "${replacement.itemId}" is not a variant of ${line.name}.`);
  }
  if (!replacement.available) {
    throw new Refusal(422, 'item_unavailable', `Item "${replacement.itemId}" is sold out at the moment.`);
  }
}
