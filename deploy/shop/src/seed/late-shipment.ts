import type { SeedShipment } from './shipment-of.js';

export const latePlacedAt = '2026-05-03T16:20:00.000Z';

/** Order 12345: shipped 05/05/2026, expected 05/10/2026, stuck since 05/08. */
export const lateShipment: SeedShipment = {
  carrier: 'Meridian Parcel',
  trackingNumber: 'MP7730012345US',
  status: 'delayed',
  shippedAt: '2026-05-05T15:30:00.000Z',
  eta: '2026-05-10T18:00:00.000Z',
  events: [
    { at: '2026-05-05T15:30:00.000Z', place: 'Larkspur Goods, Salem, OR', text: 'Handed to the carrier' },
    { at: '2026-05-06T09:05:00.000Z', place: 'Sorting centre, Boise, ID', text: 'Departed' },
    { at: '2026-05-08T21:40:00.000Z', place: 'Sorting centre, Redding, CA', text: 'Delayed: sent to the wrong centre, being sent back' },
  ],
};
