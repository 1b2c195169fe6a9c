import type { Shop } from '../shop.js';
import { seedCustomers } from './customers.js';
import { minorUnitsOf } from './minor-units-of.js';
import { paymentMethodsOf } from './payment-methods-of.js';
import { seedProducts } from './products.js';
import type { SeedOrder } from './seed-order.js';
import type { SeedShipment } from './shipment-of.js';

export interface Times {
  placedAt: string;
  deliveredAt?: string | undefined;
  shipment?: SeedShipment | undefined;
}

const shelf = new Map(seedProducts.flatMap((product) => product.variants.map((variant) => [variant.itemId, variant])));

export function addOrder(shop: Shop, order: Omit<SeedOrder, 'placedDaysAgo' | 'deliveredDaysAgo'>, times: Times): void {
  const customer = seedCustomers.find(({ id }) => id === order.customerId);
  if (!customer) throw new Error(`order ${order.id} of the seed has no customer`);
  const lines = order.items.map(readLine);
  const total = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const refunded = order.refunded === 'all' ? total : minorUnitsOf(order.refunded ?? '0');
  shop.database
    .prepare('INSERT INTO orders (id, customer_id, status, placed_at, delivered_at, refunded, payment_method_id, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(order.id, customer.id, order.status, times.placedAt, times.deliveredAt ?? null, refunded, paymentMethodsOf(customer)[0]?.id ?? null, customer.address);
  const addLine = shop.database.prepare('INSERT INTO order_lines (order_id, line, item_id, quantity, price, final_sale) VALUES (?, ?, ?, ?, ?, ?)');
  for (const [index, line] of lines.entries()) addLine.run(order.id, index, line.itemId, line.quantity, line.price, line.finalSale ? 1 : 0);
  if (times.shipment) addShipment(shop, order.id, times.shipment);
}

/** `SOCK-M`, `FIRE-80 x2` or `CHAIR-RUST @100.01`. */
function readLine(text: string) {
  const [itemId = '', ...notes] = text.split(' ');
  const variant = shelf.get(itemId);
  if (!variant) throw new Error(`the seed sells no item "${itemId}"`);
  const quantity = notes.find((note) => note.startsWith('x'))?.slice(1) ?? '1';
  const price = notes.find((note) => note.startsWith('@'))?.slice(1) ?? variant.price;
  return { itemId, quantity: Number(quantity), price: minorUnitsOf(price), finalSale: variant.finalSale };
}

function addShipment(shop: Shop, orderId: string, shipment: SeedShipment): void {
  shop.database
    .prepare('INSERT INTO shipments (order_id, carrier, tracking_number, status, shipped_at, eta, events) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(orderId, shipment.carrier, shipment.trackingNumber, shipment.status, shipment.shippedAt, shipment.eta, JSON.stringify(shipment.events));
}
