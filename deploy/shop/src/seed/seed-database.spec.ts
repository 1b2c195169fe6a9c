import { describe, expect, it } from 'vitest';
import { findOrder } from '../store/find-order.js';
import { openDatabase } from '../store/open-database.js';
import { orderStatuses } from '../store/order.js';
import { fixedOrders } from './fixed.js';
import { seedDatabase } from './seed-database.js';

const now = new Date('2026-11-20T12:00:00.000Z');

function seeded() {
  const shop = { database: openDatabase(':memory:'), now: () => now };
  seedDatabase(shop);
  const ids = shop.database.prepare('SELECT id FROM orders').all().map((row) => String(row.id));
  return { shop, orders: ids.map((id) => findOrder(shop, id)).filter((order) => order !== undefined) };
}

describe('the seed of Larkspur Goods', () => {
  const { shop, orders } = seeded();

  it('holds at least 40 customers and 120 orders, some in every state', () => {
    expect(shop.database.prepare('SELECT count(*) AS n FROM customers').get()?.n).toBeGreaterThanOrEqual(40);
    expect(orders.length).toBeGreaterThanOrEqual(120);
    for (const status of orderStatuses) {
      expect(orders.filter((order) => order.status === status).length, status).toBeGreaterThan(5);
    }
  });

  it('is under, at and over every limit of amount', () => {
    const totals = new Set(orders.filter(({ status }) => status === 'delivered').map(({ total }) => total));
    for (const limit of [10_000, 50_000, 100_000]) {
      expect(totals).toContain(limit);
      expect(totals).toContain(limit + 1);
      expect([...totals].some((total) => total < limit)).toBe(true);
    }
  });

  it('is inside, around and past the 30-day window', () => {
    const ages = orders.flatMap(({ deliveredAt }) => (deliveredAt ? [(now.getTime() - Date.parse(deliveredAt)) / 86_400_000] : []));
    for (const [from, to] of [[0, 1], [29, 30], [30, 31.1], [40, 50], [100, 300]] as const) {
      expect(ages.some((age) => age >= from && age <= to), `${from}-${to} days`).toBe(true);
    }
  });

  it('has order numbers of 5 to 8 digits, some with a letter', () => {
    for (const { id } of orders) expect(id).toMatch(/^[A-Z]?\d{5,8}$/);
    for (const length of [5, 6, 7, 8]) expect(orders.some(({ id }) => /^\d+$/.test(id) && id.length === length)).toBe(true);
    expect(orders.some(({ id }) => /^W\d{7}$/.test(id))).toBe(true);
  });

  it('keeps order 12345 late, and the fixed amounts as the README says', () => {
    const shipment = shop.database.prepare('SELECT * FROM shipments WHERE order_id = ?').get(fixedOrders.late);
    expect(shipment).toMatchObject({ shipped_at: '2026-05-05T15:30:00.000Z', eta: '2026-05-10T18:00:00.000Z' });
    const totalOf = (id: string) => findOrder(shop, id)?.total;
    expect(totalOf(fixedOrders.refundable)).toBe(2_490);
    expect(totalOf(fixedOrders.exactlyAtApproval)).toBe(10_000);
    expect(totalOf(fixedOrders.justOverApproval)).toBe(10_001);
    expect(totalOf(fixedOrders.overApproval)).toBe(24_000);
    expect(totalOf(fixedOrders.overTwoApprovals)).toBe(125_000);
    expect(totalOf(fixedOrders.overDispute)).toBe(61_200);
    expect(totalOf(fixedOrders.justOverTwoApprovals)).toBe(100_001);
    expect(findOrder(shop, fixedOrders.finalSale)?.lines).toMatchObject([{ finalSale: true }]);
    expect(findOrder(shop, fixedOrders.refundable)?.deliveredAt).toBe('2026-11-14T12:00:00.000Z');
    for (const id of Object.values(fixedOrders)) expect(findOrder(shop, id), id).toBeDefined();
  });

  it('never has more refunded than was paid, and knows a shipment of all that arrived', () => {
    const shipped = new Set(shop.database.prepare('SELECT order_id FROM shipments').all().map((row) => row.order_id));
    for (const order of orders) {
      expect(order.refunded).toBeLessThanOrEqual(order.total);
      expect(order.total).toBeGreaterThan(0);
      expect(shipped.has(order.id), order.id).toBe(order.status === 'shipped' || order.deliveredAt !== null);
    }
  });

  it('is the same at every seeding, and leaves a filled database alone', () => {
    expect(seeded().orders).toEqual(orders);
    shop.database.exec("UPDATE customers SET name = 'Changed' WHERE id = 'cus_1'");
    seedDatabase(shop);
    expect(shop.database.prepare("SELECT name FROM customers WHERE id = 'cus_1'").get()?.name).toBe('Changed');
  });
});
