import { randomFrom } from '../attack/random-from.ts';
import { orderOf } from '../attack/write-refund-shop.ts';
import type { Wish } from './history.ts';

export interface PlannedTicket {
  id: string;
  conversationId: string;
  wish: Wish;
  text: string;
  customerId: string;
  order?: { orderId: string; cents: number };
}

/** What is sent in one go: tickets of one conversation, or a record that nobody can read. */
export interface PlannedSending {
  tickets: PlannedTicket[];
  poison?: string;
}

const questions = ['What is your return policy?', 'How long does standard shipping take?', 'Which payment methods do you take?', 'thanks'];

/** Every fourth order is worth more than may be given back without people. */
export function centsAsked(index: number): number {
  return index % 4 === 3 ? 15_000 : 101 + ((index * 7_919) % 9_800);
}

/** `count` tickets; the same seed, the same load. Each that asks for money has an order and a customer of its own: `orders` says how many. */
export function planLoad(seed: number, count: number): { sendings: PlannedSending[]; orders: number } {
  const random = randomFrom(seed ^ 0x5eed);
  const sendings: PlannedSending[] = [];
  let small = 0;
  let large = 0;
  for (let n = 0, tickets = 0; tickets < count; n++) {
    const sending = draw(n);
    tickets += sending.tickets.length;
    sendings.push(sending);
  }
  return { sendings, orders: 4 * Math.max(Math.ceil((small + 1) / 3), large + 1) };

  function draw(n: number): PlannedSending {
    const at = random.below(100);
    if (at < 2) return { tickets: [], poison: `p${n}` };
    if (at < 28) return one(n, 'question');
    if (at < 38) return one(n, 'order');
    if (at < 56) return one(n, 'refund');
    if (at < 61) return one(n, 'approve');
    if (at < 67) return one(n, 'expire');
    if (at < 70) return one(n, 'human');
    if (at < 84) return one(n, 'takeover');
    // What takes long comes first: nothing of the conversation may overtake it.
    return { tickets: [ticket(n, 0, 'refund'), ticket(n, 1, 'question'), ticket(n, 2, 'question')] };
  }

  function one(n: number, wish: Wish): PlannedSending {
    return { tickets: [ticket(n, 0, wish)] };
  }

  function ticket(n: number, m: number, wish: Wish): PlannedTicket {
    const index = orderIndex(wish);
    const order = index === undefined ? undefined : { orderId: orderOf(index).orderId, cents: centsAsked(index) };
    const { customerId } = orderOf(index ?? 0);
    return { id: `${n}-${m}`, conversationId: `chaos-${n}`, wish, text: textOf(wish, order), customerId, ...(order && { order }) };
  }

  function orderIndex(wish: Wish): number | undefined {
    if (wish === 'refund') return 4 * Math.floor(small / 3) + (small++ % 3);
    return wish === 'approve' || wish === 'expire' ? 4 * large++ + 3 : undefined;
  }

  function textOf(wish: Wish, order?: { orderId: string; cents: number }): string {
    if (order) return `Please refund ${(order.cents / 100).toFixed(2)} USD of order ${order.orderId}, it arrived broken`;
    if (wish === 'order') return `Where is my order ${orderOf(0).orderId}?`;
    if (wish === 'human') return 'I want to talk to a human';
    return random.pick(questions);
  }
}
