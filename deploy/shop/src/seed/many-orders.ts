import { random } from '../random.js';
import { orderStatuses } from '../store/order.js';
import { seedCustomers } from './customers.js';
import { fixedCustomers } from './fixed.js';
import { seedProducts } from './products.js';
import type { SeedOrder } from './seed-order.js';

/** Days since delivery: fresh, around the 30-day window, long ago. */
const ages = [0.5, 2, 6, 12, 20, 28, 29.9, 30.1, 33, 45, 80, 200];

/** The bulk of the shop: the same orders at every seeding. None belongs to Ada or Ben, whose orders are all named. */
export function manyOrders(): SeedOrder[] {
  return [...ordersForDailyLimits(), ...mixedOrders()];
}

/** Enough small refundable orders of one customer to run into the limits of a day. */
function ordersForDailyLimits(): SeedOrder[] {
  const { manySmallOrders, manyMiddleOrders } = fixedCustomers;
  const series = (first: number, count: number, customerId: string, item: string) =>
    Array.from({ length: count }, (_, index): SeedOrder => {
      return { id: String(first + index), customerId, status: 'delivered', items: [item], placedDaysAgo: 12, deliveredDaysAgo: 7 };
    });
  return [...series(30_001, 24, manySmallOrders, 'FILTER-1'), ...series(31_001, 12, manyMiddleOrders, 'COOK-4')];
}

function mixedOrders(): SeedOrder[] {
  const draw = random(20_260_505);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  const shelf = seedProducts.flatMap((product) => product.variants);
  const buyers = seedCustomers.slice(4);
  return Array.from({ length: 96 }, (_, index): SeedOrder => {
    const status = orderStatuses[index % orderStatuses.length] ?? 'delivered';
    const lines = Array.from({ length: 1 + Math.floor(draw() * 3) }, () => pick(shelf));
    const items = [...new Set(lines)].map(({ itemId, price }) => (Number(price) < 60 && draw() < 0.3 ? `${itemId} x2` : itemId));
    const age = pick(ages);
    const order = { id: numberOf(index), customerId: buyers[index % buyers.length]?.id ?? '', status, items };
    if (status === 'pending') return { ...order, placedDaysAgo: 0.1 + draw() };
    if (status === 'processed') return { ...order, placedDaysAgo: 1 + draw() * 2 };
    // Some of these should have arrived by now.
    if (status === 'shipped') return { ...order, placedDaysAgo: 2 + draw() * 9 };
    if (status === 'cancelled') return { ...order, placedDaysAgo: 5 + age, refunded: 'all' };
    return { ...order, placedDaysAgo: 5 + age, deliveredDaysAgo: age, ...(status === 'returned' ? { refunded: 'all' } : {}) };
  });
}

/** Order numbers have grown over the years: five to eight digits, some with a letter. */
function numberOf(index: number): string {
  const forms = [`${40_101 + index * 7}`, `${410_203 + index * 31}`, `${4_100_307 + index * 113}`, `${41_000_411 + index * 1_009}`, `W${6_067_464 + index * 211}`];
  return forms[index % forms.length] ?? '';
}
