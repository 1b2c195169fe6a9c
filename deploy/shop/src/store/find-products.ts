import type { Shop } from '../shop.js';

export type Attributes = Record<string, string>;

export interface Variant {
  itemId: string;
  productId: string;
  attributes: Attributes;
  /** Minor units. */
  price: number;
  available: boolean;
  finalSale: boolean;
}

export interface Product {
  id: string;
  name: string;
  description: string;
  attributes: Attributes;
  variants: Variant[];
}

/** All products of the shop, or the one with `id`, in the order of the shelf. */
export function findProducts(shop: Shop, id?: string): Product[] {
  const variants = shop.database
    .prepare('SELECT * FROM variants WHERE ?1 IS NULL OR product_id = ?1 ORDER BY rowid')
    .all(id ?? null)
    .map((row) => ({
      itemId: String(row.item_id),
      productId: String(row.product_id),
      attributes: readAttributes(row.attributes),
      price: Number(row.price),
      available: row.available === 1,
      finalSale: row.final_sale === 1,
    }));
  const ofProduct = Map.groupBy(variants, (variant) => variant.productId);
  return shop.database
    .prepare('SELECT * FROM products WHERE ?1 IS NULL OR id = ?1 ORDER BY rowid')
    .all(id ?? null)
    .map((row) => ({
      id: String(row.id),
      name: String(row.name),
      description: String(row.description),
      attributes: readAttributes(row.attributes),
      variants: ofProduct.get(String(row.id)) ?? [],
    }));
}

function readAttributes(json: unknown): Attributes {
  const entries = Object.entries(Object(JSON.parse(String(json))));
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
