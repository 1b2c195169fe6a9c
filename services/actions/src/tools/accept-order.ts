import { type Order, orderShape } from '../decide/shop-facts.js';

/** The order that a write answers with, if it is the one that was written to and looks as the write should leave it. */
export function acceptOrder(body: unknown, orderId: string, looksDone: (order: Order) => boolean): Order | null {
  const read = orderShape.safeParse(body);
  return read.success && read.data.id === orderId && looksDone(read.data) ? read.data : null;
}
