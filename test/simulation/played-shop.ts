import type { Customer, Order } from '@deskhand/actions/decide/shop-facts.js';
import type { ShopAnswer } from '@deskhand/actions/perform/shop-answer.js';
import type { Found, Operation, ShopWrite } from '@deskhand/actions/perform/shop-client.js';
import type { Random } from '../attack/random-from.ts';

/** Something that the shop did. */
export interface Effect {
  readonly key: string;
  readonly path: string;
  readonly orderId: string;
  /** Minor units; 0 where no money moved. */
  readonly minor: number;
}

interface Played {
  readonly random: Random;
  /** How often it fails, 0-1. */
  readonly faults: number;
  /** A bug: what is sent again comes under another key. */
  readonly forgetsKeys: boolean;
  readonly now: () => string;
}

/** A shop in memory with the contract's calls: it dedupes by key, remembers operations, and fails as the seed says. */
export class PlayedShop {
  readonly effects: Effect[] = [];
  readonly #orders = new Map<string, Order>();
  readonly #customers = new Map<string, Customer>();
  readonly #done = new Map<string, unknown>();
  readonly #played: Played;
  #sent = 0;

  constructor(played: Played) {
    this.#played = played;
  }

  /** A customer with three orders: a small one and a large one delivered, one still pending. */
  addCustomer(id: string, orderIds: readonly [string, string, string]): void {
    this.#customers.set(id, { id, name: `Customer ${id}`, email: `${id}@example.com`, status: 'active', address: '1 Main Street', paymentMethods: [{ id: `pay_${id}`, kind: 'card', label: 'Card' }] });
    const [small, large, pending] = orderIds;
    this.#addOrder(small, id, 'delivered', '24.90');
    this.#addOrder(large, id, 'delivered', '240.00');
    this.#addOrder(pending, id, 'pending', '60.00');
  }

  #addOrder(id: string, customerId: string, status: Order['status'], value: string): void {
    const price = { value, currency: 'USD' };
    const placedAt = new Date(Date.parse(this.#played.now()) - 8 * 86_400_000).toISOString();
    this.#orders.set(id, {
      id, customerId, status, placedAt, total: price, refunded: { value: '0.00', currency: 'USD' },
      ...(status === 'delivered' && { deliveredAt: placedAt }),
      items: [{ itemId: `ITEM-${id}`, productId: 'prd_1', name: 'Trail Mug', quantity: 1, price, finalSale: false }],
    });
  }

  async customer(id: string): Promise<Found<Customer>> {
    return this.#found(this.#customers.get(id));
  }

  async order(id: string): Promise<Found<Order>> {
    return this.#found(this.#orders.get(id));
  }

  async ordersOf(customerId: string): Promise<Found<Order[]>> {
    return this.#found([...this.#orders.values()].filter((order) => order.customerId === customerId));
  }

  async shipment(): Promise<Found<never>> {
    return this.#found<never>(undefined);
  }

  async product(): Promise<Found<never>> {
    return this.#found<never>(undefined);
  }

  async products(): Promise<Found<never[]>> {
    return this.#found<never[]>([]);
  }

  async send({ path, body }: ShopWrite, idempotencyKey: string): Promise<ShopAnswer> {
    const { random, faults, forgetsKeys } = this.#played;
    const key = forgetsKeys ? `${idempotencyKey}#${this.#sent++}` : idempotencyKey;
    if (random.chance(faults)) return { kind: 'fault', again: true, waitMs: 0, detail: 'busy' };
    if (random.chance(faults)) return { kind: 'unknown', detail: 'timed out before it was done' };
    const answer = this.#do(key, path, body as Readonly<Record<string, unknown>>);
    return random.chance(faults) ? { kind: 'unknown', detail: 'timed out after it was done' } : answer;
  }

  async operation(_write: ShopWrite, key: string): Promise<Operation> {
    if (this.#played.random.chance(this.#played.faults)) return { kind: 'unknown', detail: 'away' };
    return this.#done.has(key) ? { kind: 'accepted', response: this.#done.get(key) } : { kind: 'absent' };
  }

  #do(key: string, path: string, body: Readonly<Record<string, unknown>>): ShopAnswer {
    if (this.#done.has(key)) return { kind: 'answered', status: 200, body: this.#done.get(key) };
    const orderId = String(body.orderId ?? path.split('/')[2] ?? '');
    const order = this.#orders.get(orderId);
    const isRefund = path === '/refunds';
    if (isRefund && order) {
      const { value } = body.amount as { value: string };
      this.effects.push({ key, path, orderId, minor: Math.round(Number(value) * 100) });
      // Bookkeeping takes its time: the order shows the refund only later, so nothing but the key keeps a second one out.
      const response = { refundId: `rf_${this.effects.length}`, orderId, amount: body.amount, status: 'accepted', at: this.#played.now() };
      this.#done.set(key, response);
      return { kind: 'answered', status: 201, body: response };
    }
    if (path.endsWith('/cancel') && order) {
      if (order.status !== 'pending') return { kind: 'refused', status: 422, code: 'order_not_pending', detail: 'not pending' };
      this.effects.push({ key, path, orderId, minor: 0 });
      this.#orders.set(orderId, { ...order, status: 'cancelled' });
      this.#done.set(key, this.#orders.get(orderId));
      return { kind: 'answered', status: 200, body: this.#done.get(key) };
    }
    return { kind: 'refused', status: 422, code: 'not_here', detail: 'this shop does not do that' };
  }

  #found<T>(value: T | undefined): Found<T> {
    const { random, faults } = this.#played;
    if (random.chance(faults / 3)) return { kind: 'failed', detail: 'the shop is away' };
    return value === undefined ? { kind: 'absent' } : { kind: 'found', value: structuredClone(value) };
  }
}
