import { z } from 'zod';
import { durationField, moneyField } from './field.js';

/** `policies/limits.yaml`: what may be spent on a ticket or a day, and how long a shop is waited for. */
export const limitsPolicySchema = z.strictObject({
  model: z.strictObject({
    tokensPerTicket: z.int().min(1),
    callsPerTicket: z.int().min(1),
    spendPerDay: moneyField,
  }),
  shop: z.strictObject({
    timeout: durationField,
    /** An unknown write is asked for, and sent again under its key, at most this often and this long. */
    reconcileAttempts: z.int().min(1),
    reconcileFor: durationField,
  }),
});

export type LimitsPolicy = z.output<typeof limitsPolicySchema>;
