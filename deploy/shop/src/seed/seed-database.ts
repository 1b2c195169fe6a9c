import type { Shop } from '../shop.js';
import { inTransaction } from '../store/in-transaction.js';
import { addCustomers } from './add-customers.js';
import { addOrder } from './add-order.js';
import { addProducts } from './add-products.js';
import { fixedCustomers, fixedOrders } from './fixed.js';
import { seedFixedOrders } from './fixed-orders.js';
import { latePlacedAt, lateShipment } from './late-shipment.js';
import { manyOrders } from './many-orders.js';
import { shipmentOf } from './shipment-of.js';

/** Fills an empty database with Larkspur Goods; one that has customers is left as it is. */
export function seedDatabase(shop: Shop): void {
  inTransaction(shop.database, () => {
    if (shop.database.prepare('SELECT 1 FROM customers LIMIT 1').get()) return;
    const now = shop.now();
    addCustomers(shop);
    addProducts(shop);
    addOrder(shop, { id: fixedOrders.late, customerId: fixedCustomers.ada, status: 'shipped', items: ['PACK28-FERN'] }, { placedAt: latePlacedAt, shipment: lateShipment });
    for (const order of [...seedFixedOrders, ...manyOrders()]) {
      addOrder(shop, order, {
        placedAt: daysBefore(now, order.placedDaysAgo),
        deliveredAt: order.deliveredDaysAgo === undefined ? undefined : daysBefore(now, order.deliveredDaysAgo),
        shipment: shipmentOf(order, now),
      });
    }
  });
}

function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString();
}
