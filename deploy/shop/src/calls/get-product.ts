import type { ReadCall } from '../call.js';
import { Refusal } from '../refusal.js';
import { findProducts } from '../store/find-products.js';
import { sayProduct } from '../store/say-product.js';

export const getProduct: ReadCall = {
  kind: 'read',
  method: 'GET',
  path: '/products/:id',
  run(shop, { params }) {
    const [product] = findProducts(shop, params.id ?? '');
    if (!product) throw new Refusal(404, 'unknown_product', 'This shop has no product with that id.');
    return { status: 200, body: sayProduct(product) };
  },
};
