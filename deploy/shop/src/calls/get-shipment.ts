import type { ReadCall } from '../call.js';
import { Refusal } from '../refusal.js';
import { getOrderOrRefuse } from '../store/get-order-or-refuse.js';

export const getShipment: ReadCall = {
  kind: 'read',
  method: 'GET',
  path: '/orders/:id/shipment',
  run(shop, { params }) {
    const order = getOrderOrRefuse(shop, params.id ?? '');
    const row = shop.database.prepare('SELECT * FROM shipments WHERE order_id = ?').get(order.id);
    if (!row) throw new Refusal(404, 'no_shipment', `Order ${order.id} has not been shipped.`);
    return {
      status: 200,
      body: {
        orderId: order.id,
        carrier: row.carrier,
        trackingNumber: row.tracking_number,
        status: row.status,
        shippedAt: row.shipped_at,
        eta: row.eta,
        events: JSON.parse(String(row.events)),
      },
    };
  },
};
