import type { OrderStatus } from '../store/order.js';

/** An order as the seed writes it down; days count back from the moment the shop is seeded. */
export interface SeedOrder {
  id: string;
  customerId: string;
  status: OrderStatus;
  /** `SOCK-M`, `FIRE-80 x2`, `CHAIR-RUST @100.01` (bought at another price than today's). */
  items: string[];
  placedDaysAgo: number;
  /** Only what reached the customer has one. */
  deliveredDaysAgo?: number;
  /** A decimal string, or `all`. */
  refunded?: string;
}
