/** Every tool an intent may name; the action service closes its registry over this list. */
export const toolNames = [
  'lookup_order',
  'track_shipment',
  'check_refund_eligibility',
  'process_refund',
  'cancel_order',
  'change_address',
  'change_items',
  'change_payment',
  'return_items',
  'exchange_items',
  'lookup_account',
  'reset_password',
  'update_account',
  'search_knowledge_base',
  'search_products',
  'create_ticket',
] as const;

export type ToolName = (typeof toolNames)[number];
