/** Ids that the README and the tests rely on. They never change. */
export const fixedCustomers = {
  ada: 'cus_1',
  ben: 'cus_2',
  /** 24 delivered orders of 45.00: the twenty-first refund of a day is over the count, not over the sum. */
  manySmallOrders: 'cus_3',
  /** 12 delivered orders of 95.00: the eleventh refund of a day is over the sum, not over the count. */
  manyMiddleOrders: 'cus_4',
  suspended: 'cus_5',
} as const;

/** Delivered ones were delivered 6 days before the shop was seeded, unless they say otherwise. All are Ada's but the last group. */
export const fixedOrders = {
  /** Shipped 05/05/2026, expected 05/10/2026, still on its way. */
  late: '12345',
  refundable: '20001', // 24.90
  exactlyAtApproval: '20002', // 100.00
  justOverApproval: '20003', // 100.01
  overApproval: '20004', // 240.00
  overTwoApprovals: '20005', // 1250.00
  overDispute: '20006', // 612.00
  pastWindow: '20007', // 59.00, delivered 45 days ago
  finalSale: '20008', // 39.00
  pending: '20009', // 60.90, mugs and socks
  fullyRefunded: '20010', // 54.00
  cancelled: '20011', // 34.00
  processed: '20012', // 46.00
  partlyRefunded: '20013', // 80.00, 30.00 of it refunded
  returnRequested: '20014', // 89.00
  exchangeRequested: '20015', // 118.00
  returned: '20016', // 64.00, refunded
  exactlyAtTwoApprovals: '20017', // 1000.00
  justOverTwoApprovals: '20018', // 1000.01
  exactlyAtDispute: '20019', // 500.00
  justOverDispute: '20020', // 500.01
  insideWindow: '20021', // 72.00, delivered 29 days ago
  justPastWindow: '20022', // 72.00, delivered 31 days ago
  onTime: '20023', // 129.00, shipped, expected in 3 days
  otherPending: '20024', // 64.00, two of one item
  withLetter: 'W1234567', // 36.00, written #W1234567 by customers
  bensRefundable: '22001', // 24.90
  bensPending: '22002', // 46.00
  bensShipped: '22003', // 189.00
  bensOverApproval: '22004', // 240.00
  bensWithLetter: 'W7654321', // 28.00
} as const;
