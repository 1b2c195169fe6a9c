import { z } from 'zod';

/** What a shop says of itself (API.md §3). Unknown members are dropped; a member of another shape is a lie, never guessed around. */

const id = z.string().min(1).max(200);
const at = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is not a time');

export const moneyShape = z.object({
  value: z.string().regex(/^\d{1,13}(\.\d{1,2})?$/, 'is not a decimal amount'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'is not a currency'),
});

export const customerShape = z.object({
  id,
  name: z.string(),
  email: z.string(),
  phone: z.string().nullish(),
  status: z.enum(['active', 'suspended']),
  address: z.string().nullish(),
  paymentMethods: z.array(z.object({ id, kind: z.string(), label: z.string() })).default([]),
});

export const orderStatuses = [
  'pending', 'processed', 'shipped', 'delivered', 'cancelled', 'return_requested', 'exchange_requested', 'returned',
] as const;

export const orderShape = z
  .object({
    id,
    customerId: id,
    status: z.enum(orderStatuses),
    placedAt: at,
    deliveredAt: at.nullish(),
    total: moneyShape,
    items: z.array(
      z.object({ itemId: id, productId: id, name: z.string(), quantity: z.int().min(1), price: moneyShape, finalSale: z.boolean() }),
    ),
    refunded: moneyShape,
    paymentMethodId: z.string().nullish(),
    address: z.string().nullish(),
  })
  .refine((order) => order.refunded.currency === order.total.currency, 'refunded and total are in two currencies');

export const shipmentShape = z.object({
  orderId: id,
  carrier: z.string().min(1),
  trackingNumber: z.string().min(1),
  status: z.string(),
  shippedAt: at,
  eta: at,
  events: z.array(z.object({ at, place: z.string(), text: z.string() })).default([]),
});

const attributes = z.record(z.string(), z.coerce.string()).default({});

export const productShape = z.object({
  id,
  name: z.string().min(1),
  description: z.string().default(''),
  price: moneyShape,
  available: z.boolean(),
  attributes,
  variants: z.array(z.object({ itemId: id, attributes, price: moneyShape, available: z.boolean() })).default([]),
});

export const refundShape = z.object({ refundId: id, orderId: id, amount: moneyShape, status: z.string() });
export const sentToShape = z.object({ sentTo: z.string().min(1) });

export type Customer = z.output<typeof customerShape>;
export type Order = z.output<typeof orderShape>;
export type OrderItem = Order['items'][number];
export type Shipment = z.output<typeof shipmentShape>;
export type Product = z.output<typeof productShape>;
export type Variant = Product['variants'][number];
