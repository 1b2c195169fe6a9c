import type { Call } from './call.js';
import { cancelOrder } from './calls/cancel-order.js';
import { changeCustomer } from './calls/change-customer.js';
import { changeOrder } from './calls/change-order.js';
import { createRefund } from './calls/create-refund.js';
import { exchangeItems } from './calls/exchange-items.js';
import { getCustomer } from './calls/get-customer.js';
import { getOperation } from './calls/get-operation.js';
import { getOrder } from './calls/get-order.js';
import { getProduct } from './calls/get-product.js';
import { getShipment } from './calls/get-shipment.js';
import { listCustomers } from './calls/list-customers.js';
import { listMail } from './calls/list-mail.js';
import { listOrdersOfCustomer } from './calls/list-orders-of-customer.js';
import { listProducts } from './calls/list-products.js';
import { resetPassword } from './calls/reset-password.js';
import { returnItems } from './calls/return-items.js';
import { sendMail } from './calls/send-mail.js';

/** Everything the shop answers, in the order of the contract's table. */
export const calls: readonly Call[] = [
  getCustomer,
  listCustomers,
  getOrder,
  listOrdersOfCustomer,
  getShipment,
  listProducts,
  getProduct,
  createRefund,
  cancelOrder,
  changeOrder,
  returnItems,
  exchangeItems,
  resetPassword,
  changeCustomer,
  sendMail,
  listMail,
  getOperation,
];
