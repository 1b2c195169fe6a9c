import type { Shop } from '../shop.js';
import { minorUnitsOf } from './minor-units-of.js';
import { seedProducts } from './products.js';

export function addProducts({ database }: Shop): void {
  const addProduct = database.prepare('INSERT INTO products (id, name, description, attributes) VALUES (?, ?, ?, ?)');
  const addVariant = database.prepare(
    'INSERT INTO variants (item_id, product_id, attributes, price, available, final_sale) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { id, name, description, attributes, variants } of seedProducts) {
    addProduct.run(id, name, description, JSON.stringify(attributes));
    for (const { itemId, attributes: own, price, available, finalSale } of variants) {
      addVariant.run(itemId, id, JSON.stringify(own), minorUnitsOf(price), available ? 1 : 0, finalSale ? 1 : 0);
    }
  }
}
