import { Refusal } from '../refusal.js';
import type { Shop } from '../shop.js';
import { findProducts, type Variant } from './find-products.js';

/** The variant on the shelf, or a 422: it is always named in a body. */
export function findVariant(shop: Shop, itemId: string): Variant {
  const row = shop.database.prepare('SELECT product_id FROM variants WHERE item_id = ?').get(itemId);
  const variant = row && findProducts(shop, String(row.product_id))[0]?.variants.find((each) => each.itemId === itemId);
  if (!variant) throw new Refusal(422, 'unknown_item', `This shop sells no item "${itemId}".`);
  return variant;
}
