/** Every state an order can be in, in the order of its life. */
export const orderStatuses = [
  'pending',
  'processed',
  'shipped',
  'delivered',
  'cancelled',
  'return_requested',
  'exchange_requested',
  'returned',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

export interface OrderLine {
  /** Position in the order; two lines may hold the same item. */
  line: number;
  itemId: string;
  productId: string;
  name: string;
  quantity: number;
  /** Minor units, for one piece. */
  price: number;
  finalSale: boolean;
}

/** An order as the shop thinks of it; amounts are minor units. */
export interface Order {
  id: string;
  customerId: string;
  status: OrderStatus;
  placedAt: string;
  deliveredAt: string | null;
  total: number;
  refunded: number;
  lines: OrderLine[];
  paymentMethodId: string | null;
  address: string | null;
}
