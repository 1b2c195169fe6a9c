import type { ReadCall } from '../call.js';
import { Refusal } from '../refusal.js';
import { rankProducts } from '../rules/rank-products.js';
import { findProducts } from '../store/find-products.js';
import { sayProduct } from '../store/say-product.js';

export const listProducts: ReadCall = {
  kind: 'read',
  method: 'GET',
  path: '/products',
  run(shop, { query }) {
    const limit = acceptLimit(query.get('limit'));
    const ranked = rankProducts(findProducts(shop), query.get('q') ?? '');
    return { status: 200, body: { items: ranked.slice(0, limit).map(sayProduct) } };
  },
};

function acceptLimit(given: string | null): number {
  if (given === null) return 10;
  if (/^\d{1,3}$/.test(given) && Number(given) >= 1 && Number(given) <= 100) return Number(given);
  const sentence = 'The limit must be a whole number from 1 to 100.';
  throw new Refusal(422, 'invalid_request', sentence, [{ path: 'limit', message: sentence }]);
}
