import type { Order } from './shop-facts.js';

/** Why nothing of an order can be changed any more; null while it waits to be processed. */
export function whyClosed({ status }: Pick<Order, 'status'>): 'already_cancelled' | 'already_shipped' | 'not_changeable' | null {
  if (status === 'pending') return null;
  if (status === 'cancelled') return 'already_cancelled';
  return status === 'shipped' || status === 'delivered' ? 'already_shipped' : 'not_changeable';
}
