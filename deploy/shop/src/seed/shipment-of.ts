import type { SeedOrder } from './seed-order.js';

export interface SeedShipment {
  carrier: string;
  trackingNumber: string;
  status: 'in_transit' | 'delayed' | 'delivered';
  shippedAt: string;
  eta: string;
  events: { at: string; place: string; text: string }[];
}

const carriers = ['Meridian Parcel', 'Blue Heron Freight', 'Postway'];
const day = 86_400_000;

/** How an order travelled: shipped a day after it was placed, expected five days later. */
export function shipmentOf(order: SeedOrder, now: Date): SeedShipment | undefined {
  const onItsWay = order.status === 'shipped';
  if (!onItsWay && order.deliveredDaysAgo === undefined) return undefined;
  const shipped = now.getTime() - (order.placedDaysAgo - 1) * day;
  const eta = shipped + 5 * day;
  const events = [
    { at: at(shipped), place: 'Larkspur Goods, Salem, OR', text: 'Handed to the carrier' },
    { at: at(shipped + 0.8 * day), place: 'Sorting centre, Boise, ID', text: 'Departed' },
  ];
  if (order.deliveredDaysAgo !== undefined) {
    const delivered = now.getTime() - order.deliveredDaysAgo * day;
    events.push({ at: at(delivered), place: 'At the door', text: 'Delivered' });
  }
  const late = onItsWay && eta < now.getTime();
  return {
    carrier: carriers[Number(order.id.slice(-1)) % carriers.length] ?? 'Postway',
    trackingNumber: `LG${order.id.padStart(9, '0')}US`,
    status: onItsWay ? (late ? 'delayed' : 'in_transit') : 'delivered',
    shippedAt: at(shipped),
    eta: at(eta),
    events: events.filter((event) => Date.parse(event.at) <= now.getTime()),
  };
}

function at(time: number): string {
  return new Date(time).toISOString();
}
