import { z } from 'zod';
import { durationField } from './field.js';

/** `policies/refund.yaml`: which orders may be refunded at all. How much needs whose approval is in `shop.yaml`. */
export const refundPolicySchema = z.strictObject({
  /** Counted from the delivery; milliseconds once read. */
  window: durationField,
  /** Whether an item sold as final may be refunded. */
  finalSale: z.boolean(),
  /** Whether an order may be refunded again beyond what it cost. */
  alreadyRefunded: z.boolean(),
  /** When the money is on the customer's statement, in the words of the reply: `5-10`. */
  businessDays: z.string().regex(/^\d{1,2}(-\d{1,2})?$/, 'must be like 5-10'),
});

export type RefundPolicy = z.output<typeof refundPolicySchema>;
