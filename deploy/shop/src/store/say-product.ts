import { toMoney } from '../money/to-money.js';
import type { Product } from './find-products.js';

/** A product as the contract writes it; its price is that of its cheapest variant. */
export function sayProduct(product: Product) {
  return {
    id: product.id,
    name: product.name,
    description: product.description,
    price: toMoney(Math.min(...product.variants.map((variant) => variant.price))),
    available: product.variants.some((variant) => variant.available),
    attributes: product.attributes,
    variants: product.variants.map((variant) => ({
      itemId: variant.itemId,
      attributes: variant.attributes,
      price: toMoney(variant.price),
      available: variant.available,
    })),
  };
}
