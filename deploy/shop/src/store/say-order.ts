import { toMoney } from '../money/to-money.js';
import type { Order } from './order.js';

/** The order as the contract writes it; absent members are left out. */
export function sayOrder(order: Order) {
  return {
    id: order.id,
    customerId: order.customerId,
    status: order.status,
    placedAt: order.placedAt,
    ...(order.deliveredAt === null ? {} : { deliveredAt: order.deliveredAt }),
    total: toMoney(order.total),
    items: order.lines.map((line) => ({
      itemId: line.itemId,
      productId: line.productId,
      name: line.name,
      quantity: line.quantity,
      price: toMoney(line.price),
      finalSale: line.finalSale,
    })),
    refunded: toMoney(order.refunded),
    ...(order.paymentMethodId === null ? {} : { paymentMethodId: order.paymentMethodId }),
    ...(order.address === null ? {} : { address: order.address }),
  };
}
