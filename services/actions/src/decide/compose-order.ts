import { say } from '@deskhand/catalogue/reply.js';
import { describeDate } from './describe-date.js';
import { describeItems } from './describe-items.js';
import { showMoney } from './show-money.js';
import type { Order, Shipment } from './shop-facts.js';
import type { Turn } from './turn.js';

/** How an order stands; null when the shop does not say what it takes to tell. */
export function composeOrder(order: Order, shipment: Shipment | null, turn: Pick<Turn, 'catalogue' | 'now'>): { text: string; late: boolean } | null {
  const late = shipment !== null && isLate(order, shipment, turn.now);
  const status = sayStatus(order, shipment, late, turn);
  if (status === null) return null;
  const refunded = Number(order.refunded.value) > 0 && order.status !== 'cancelled';
  const more = refunded ? [say(turn.catalogue.replies, 'order.refunded_so_far', { amount: showMoney(order.refunded) })] : [];
  return { text: [status, ...more].join(' '), late };
}

/** What is in an order, all of it, and what it came to. */
export function composeContents(order: Order, { catalogue, now }: Pick<Turn, 'catalogue' | 'now'>): string {
  const items = order.items.map(({ name, quantity }) => (quantity > 1 ? `${quantity} x ${name}` : name)).join(', ');
  return say(catalogue.replies, 'order.contents', { orderId: order.id, placedAt: describeDate(order.placedAt, now), items, total: showMoney(order.total) });
}

/** Expected before now, and not there. */
export function isLate(order: Order, shipment: Shipment, now: string): boolean {
  return order.status === 'shipped' && Date.parse(shipment.eta) < Date.parse(now);
}

function sayStatus(order: Order, shipment: Shipment | null, late: boolean, { catalogue, now }: Pick<Turn, 'catalogue' | 'now'>): string | null {
  const { replies } = catalogue;
  const orderId = order.id;
  switch (order.status) {
    case 'pending':
    case 'processed':
      return say(replies, `order.${order.status}`, { orderId, placedAt: describeDate(order.placedAt, now), items: describeItems(order.items) });
    case 'shipped':
      if (!shipment) return say(replies, 'order.shipped_untracked', { orderId });
      return [sayShipped(orderId, shipment, late), ...sayLastScan(shipment)].join(' ');
    case 'delivered':
      return order.deliveredAt ? say(replies, 'order.delivered', { orderId, deliveredAt: describeDate(order.deliveredAt, now) }) : null;
    case 'cancelled':
    case 'return_requested':
    case 'exchange_requested':
    case 'returned':
      return say(replies, `order.${order.status}`, { orderId });
  }

  function sayShipped(id: string, { shippedAt, eta, carrier, trackingNumber }: Shipment, isPast: boolean): string {
    const values = { orderId: id, carrier, trackingNumber, shippedAt: describeDate(shippedAt, now), eta: describeDate(eta, now) };
    return say(replies, isPast ? 'order.shipped_late' : 'order.shipped', values);
  }

  function sayLastScan({ events }: Shipment): string[] {
    const last = [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1);
    if (!last?.place.trim() || !last.text.trim()) return [];
    return [say(replies, 'order.last_scan', { at: describeDate(last.at, now), place: last.place, event: last.text.replace(/[.\s]+$/, '') })];
  }
}
