import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  type Customer, customerShape, type Order, orderShape, type Product, productShape, type Shipment, shipmentShape,
} from '../decide/shop-facts.js';
import { callShop, type ShopAddress, type ShopCall } from './call-shop.js';
import type { ShopAnswer } from './shop-answer.js';

/** What a look-up came to. `failed`: the shop is away, or says what cannot be. */
export type Found<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly detail: string };

/** What the shop remembers of a write. */
export type Operation =
  | { readonly kind: 'accepted'; readonly response: unknown }
  | { readonly kind: 'absent' }
  /** 405 or 501: this shop remembers nothing. */
  | { readonly kind: 'not_kept' }
  | { readonly kind: 'unknown'; readonly detail: string };

/** A write of the contract, ready to be sent. */
export type ShopWrite = Required<Pick<ShopCall, 'method' | 'path' | 'body'>>;

const items = <Shape extends z.ZodType>(shape: Shape) => z.object({ items: z.array(shape) });
const ordersShape = items(orderShape);
const productsShape = items(productShape);
/** A shop may keep the status as a number or in a word of its own: that it knows the key says that it accepted the write. */
const operationShape = z.object({ method: z.string(), path: z.string(), status: z.union([z.int(), z.string()]).nullish(), response: z.unknown() });
const quickRetries = 2;
const quickRetryMs = 150;

/** Every call of the contract with a shop. Methods never throw: a shop that lies, hangs or is away gives a typed answer. */
export class ShopClient {
  constructor(private readonly shop: ShopAddress) {}

  async customer(id: string): Promise<Found<Customer>> {
    return sameId(await this.#read(`/customers/${part(id)}`, customerShape), id);
  }

  async order(id: string): Promise<Found<Order>> {
    return sameId(await this.#read(`/orders/${part(id)}`, orderShape), id);
  }

  async ordersOf(customerId: string): Promise<Found<Order[]>> {
    const found = await this.#read(`/customers/${part(customerId)}/orders`, ordersShape);
    // Another customer's orders in the list are not shown, whatever the shop meant by it.
    return found.kind === 'found' ? { kind: 'found', value: found.value.items.filter((order) => order.customerId === customerId) } : found;
  }

  async shipment(orderId: string): Promise<Found<Shipment>> {
    const found = await this.#read(`/orders/${part(orderId)}/shipment`, shipmentShape);
    return found.kind === 'found' && found.value.orderId !== orderId ? { kind: 'failed', detail: 'the shipment is of another order' } : found;
  }

  async products(query: string, limit: number): Promise<Found<Product[]>> {
    const found = await this.#read(`/products?q=${part(query)}&limit=${limit}`, productsShape);
    return found.kind === 'found' ? { kind: 'found', value: found.value.items } : found;
  }

  async product(id: string): Promise<Found<Product>> {
    return sameId(await this.#read(`/products/${part(id)}`, productShape), id);
  }

  /** Sends a write once, under its key. */
  send(write: ShopWrite, idempotencyKey: string): Promise<ShopAnswer> {
    return callShop(this.shop, { ...write, idempotencyKey });
  }

  /** Asks what became of a write. */
  async operation(write: ShopWrite, idempotencyKey: string): Promise<Operation> {
    const answer = await callShop(this.shop, { method: 'GET', path: `/operations/${part(idempotencyKey)}` });
    if (answer.kind === 'refused') return refusedOperation(answer.status, answer.detail);
    if (answer.kind === 'unknown') return answer.status === 501 ? { kind: 'not_kept' } : { kind: 'unknown', detail: answer.detail };
    if (answer.kind === 'fault') return { kind: 'unknown', detail: answer.detail };
    const read = operationShape.safeParse(answer.body);
    if (!read.success || read.data.method !== write.method || !samePath(read.data.path, write.path)) {
      return { kind: 'unknown', detail: 'the shop tells of another operation' };
    }
    const isRefused = typeof read.data.status === 'number' && read.data.status >= 300;
    return isRefused ? { kind: 'absent' } : { kind: 'accepted', response: read.data.response };
  }

  async #read<Shape extends z.ZodType>(path: string, shape: Shape): Promise<Found<z.output<Shape>>> {
    let answer = await callShop(this.shop, { method: 'GET', path });
    for (let tries = 0; tries < quickRetries && mayPass(answer); tries++) {
      await sleep(quickRetryMs * (tries + 1));
      answer = await callShop(this.shop, { method: 'GET', path });
    }
    if (answer.kind === 'refused') return answer.status === 404 ? { kind: 'absent' } : { kind: 'failed', detail: answer.detail };
    if (answer.kind !== 'answered') return { kind: 'failed', detail: answer.detail };
    const read = shape.safeParse(answer.body);
    if (read.success) return { kind: 'found', value: read.data };
    const [issue] = read.error.issues;
    return { kind: 'failed', detail: `the shop's answer has the wrong shape at "${issue?.path.join('.')}": ${issue?.message}` };
  }
}

/** A time-out has cost its five seconds already: a customer is not kept waiting for three of them. */
function mayPass(answer: ShopAnswer): boolean {
  if (answer.kind === 'unknown') return !/time(?:d )?-?out/i.test(answer.detail);
  return answer.kind === 'fault' && answer.again;
}

function part(text: string): string {
  return encodeURIComponent(text);
}

function samePath(told: string, sent: string): boolean {
  return told.split('?')[0]?.endsWith(sent) ?? false;
}

function sameId<T extends { id: string }>(found: Found<T>, id: string): Found<T> {
  return found.kind === 'found' && found.value.id !== id ? { kind: 'failed', detail: 'the shop answered with another one' } : found;
}

function refusedOperation(status: number, detail: string): Operation {
  if (status === 404) return { kind: 'absent' };
  return status === 405 ? { kind: 'not_kept' } : { kind: 'unknown', detail };
}
