export type RefusalCode =
  | 'amount_not_decimal'
  | 'amount_not_positive'
  | 'amount_over_refundable'
  | 'body_not_json'
  | 'body_too_large'
  | 'currency_not_accepted'
  | 'email_taken'
  | 'idempotency_key_missing'
  | 'idempotency_key_reused'
  | 'internal_error'
  | 'invalid_request'
  | 'item_not_in_order'
  | 'item_unavailable'
  | 'method_not_allowed'
  | 'no_shipment'
  | 'not_found'
  | 'operation_unknown'
  | 'operations_not_kept'
  | 'order_not_delivered'
  | 'order_not_pending'
  | 'other_product'
  | 'payment_method_not_of_customer'
  | 'same_item'
  | 'total_below_refunded'
  | 'unauthorized'
  | 'unavailable'
  | 'unknown_customer'
  | 'unknown_item'
  | 'unknown_order'
  | 'unknown_product';

export interface FieldError {
  path: string;
  message: string;
}

/** A "no" of the shop. `message` is the sentence a caller reads. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: RefusalCode,
    message: string,
    readonly errors: FieldError[] = [],
  ) {
    super(message);
  }
}
