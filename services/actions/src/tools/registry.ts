import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import { cancelOrder } from './cancel-order.js';
import { changeAddress } from './change-address.js';
import { changeItems } from './change-items.js';
import { changePayment } from './change-payment.js';
import { checkRefundEligibility } from './check-refund-eligibility.js';
import { createTicket } from './create-ticket.js';
import { exchangeItems } from './exchange-items.js';
import { lookupAccount } from './lookup-account.js';
import { lookupOrder } from './lookup-order.js';
import { processRefund } from './process-refund.js';
import { resetPassword } from './reset-password.js';
import { returnItems } from './return-items.js';
import { searchKnowledgeBase } from './search-knowledge-base.js';
import { searchProducts } from './search-products.js';
import type { Tool } from './tool.js';
import { trackShipment } from './track-shipment.js';
import { updateAccount } from './update-account.js';

/** Every tool there is: a name of the catalogue without its tool does not compile. */
export const tools = {
  lookup_order: lookupOrder,
  track_shipment: trackShipment,
  check_refund_eligibility: checkRefundEligibility,
  process_refund: processRefund,
  cancel_order: cancelOrder,
  change_address: changeAddress,
  change_items: changeItems,
  change_payment: changePayment,
  return_items: returnItems,
  exchange_items: exchangeItems,
  lookup_account: lookupAccount,
  reset_password: resetPassword,
  update_account: updateAccount,
  search_knowledge_base: searchKnowledgeBase,
  search_products: searchProducts,
  create_ticket: createTicket,
} satisfies Record<ToolName, Tool>;
