import type { OrderStatus } from '../store/order.js';
import { fixedCustomers, fixedOrders as ids } from './fixed.js';
import type { SeedOrder } from './seed-order.js';

const { ada, ben } = fixedCustomers;

function delivered(id: string, items: string[], deliveredDaysAgo = 6, customerId: string = ada): SeedOrder {
  return { id, customerId, status: 'delivered', items, placedDaysAgo: deliveredDaysAgo + 5, deliveredDaysAgo };
}

function open(id: string, status: OrderStatus, items: string[], placedDaysAgo: number, customerId: string = ada): SeedOrder {
  return { id, customerId, status, items, placedDaysAgo };
}

/** Every order that is named in `fixed.ts` but the late one, which has fixed dates. */
export const seedFixedOrders: readonly SeedOrder[] = [
  delivered(ids.refundable, ['SOCK-M']),
  delivered(ids.exactlyAtApproval, ['CHAIR-OAT']),
  delivered(ids.justOverApproval, ['CHAIR-RUST @100.01']),
  delivered(ids.overApproval, ['BAG-REG']),
  delivered(ids.overTwoApprovals, ['FIRE-80 x2']),
  delivered(ids.overDispute, ['CAMP6-SAND']),
  delivered(ids.pastWindow, ['LANTERN-BRASS'], 45),
  delivered(ids.finalSale, ['APRON-SAGE']),
  open(ids.pending, 'pending', ['MUG-WHITE', 'SOCK-L'], 0.1),
  { ...delivered(ids.fullyRefunded, ['LAMP-GREY']), refunded: '54.00' },
  { ...open(ids.cancelled, 'cancelled', ['HAT-SAND'], 9), refunded: '34.00' },
  open(ids.processed, 'processed', ['STOVE-STD'], 1),
  { ...delivered(ids.partlyRefunded, ['BLANKET-CHECK']), refunded: '30.00' },
  { ...delivered(ids.returnRequested, ['FLEECE-M']), status: 'return_requested' },
  { ...delivered(ids.exchangeRequested, ['PAD-REG']), status: 'exchange_requested' },
  { ...delivered(ids.returned, ['COOK-2'], 20), status: 'returned', refunded: '64.00' },
  delivered(ids.exactlyAtTwoApprovals, ['FIRE-60 x2']),
  delivered(ids.justOverTwoApprovals, ['FIRE-60', 'BENCH-OIL @500.01']),
  delivered(ids.exactlyAtDispute, ['FIRE-60']),
  delivered(ids.justOverDispute, ['FIRE-60 @500.01']),
  delivered(ids.insideWindow, ['MERINO-M'], 29),
  delivered(ids.justPastWindow, ['MERINO-L'], 31),
  open(ids.onTime, 'shipped', ['PACK28-INK'], 3),
  open(ids.otherPending, 'pending', ['BOTTLE-750 x2'], 0.2),
  delivered(ids.withLetter, ['MUG-BLUE']),
  delivered(ids.bensRefundable, ['SOCK-L'], 6, ben),
  open(ids.bensPending, 'pending', ['STOVE-STD'], 0.1, ben),
  open(ids.bensShipped, 'shipped', ['TENT2-MOSS'], 3, ben),
  delivered(ids.bensOverApproval, ['BAG-REG'], 6, ben),
  delivered(ids.bensWithLetter, ['BOTTLE-500'], 6, ben),
];
