import type { ToolName } from '@deskhand/catalogue/tool-names.js';

const filledIn = 'Everything else about it is taken from the customer\'s words and the shop.';

const descriptions: Readonly<Record<ToolName, string>> = {
  lookup_order: 'One order of the customer, or without an order number their latest orders.',
  track_shipment: 'How an order travels: carrier, tracking number, expected day.',
  check_refund_eligibility: 'Whether an order may be refunded, how much of it, and until when.',
  process_refund: `Pays the customer back, if they asked for it in this conversation. ${filledIn}`,
  cancel_order: `Cancels an order that has not left, if the customer asked for it. ${filledIn}`,
  change_address: `Changes where an order goes, or without an order the account's address, if the customer asked for it. ${filledIn}`,
  change_items: `Swaps items of an order that has not left, if the customer asked for it. ${filledIn}`,
  change_payment: `Changes how an order is paid, if the customer asked for it. ${filledIn}`,
  return_items: `Takes items of a delivered order back, if the customer asked for it. ${filledIn}`,
  exchange_items: `Exchanges items of a delivered order, if the customer asked for it. ${filledIn}`,
  lookup_account: "The customer's own account.",
  reset_password: 'Mails a link to the address on file, if the customer asked for it.',
  update_account: `Changes e-mail or phone of the account, if the customer asked for it. ${filledIn}`,
  search_knowledge_base: 'Passages of the shop\'s documents.',
  search_products: 'What the shop sells, with price and availability.',
  create_ticket: `Opens a case for a person. ${filledIn}`,
};

/** What a tool does, in words for a model. */
export function describeTool(name: ToolName): string {
  return descriptions[name];
}
