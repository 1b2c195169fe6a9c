import { z } from 'zod';
import { moneyShape } from '../decide/shop-facts.js';

/** The arguments that several tools share. */
export const orderId = z.string().regex(/^[\w-]{1,40}$/, 'is not an order number');
export const itemId = z.string().min(1).max(200);
export const amount = moneyShape;
export const reason = z.string().trim().min(1).max(500);
export const address = z.string().trim().min(4).max(500);
export const paymentMethodId = z.string().min(1).max(200);
export const swaps = z.array(z.strictObject({ itemId, newItemId: itemId })).min(1).max(100);
export const query = z.string().trim().min(1).max(500);
