import { z } from 'zod';
import { durationField, moneyField } from './field.js';

/** `window`: tokens that a model reads and writes at once. */
const tier = (window: number) => z.strictObject({ window: z.int().min(1).default(window), spendPerDay: moneyField.prefault('100.00 USD') }).prefault({});

/** `policies/limits.yaml`: what may be spent on a ticket or a day, and how long a shop is waited for. */
export const limitsPolicySchema = z.strictObject({
  model: z.strictObject({
    tokensPerTicket: z.int().min(1),
    callsPerTicket: z.int().min(1),
    spendPerDay: moneyField,
    /** Of each tier alone. What a token costs is the endpoint's to say: LLM_PRICE_NANO and its like. */
    tiers: z
      .strictObject({ nano: tier(128_000), core: tier(256_000), heavy: tier(1_000_000) })
      .prefault({}),
  }),
  shop: z.strictObject({
    timeout: durationField,
    /** An unknown write is asked for, and sent again under its key, at most this often and this long. */
    reconcileAttempts: z.int().min(1),
    reconcileFor: durationField,
  }),
});

export type LimitsPolicy = z.output<typeof limitsPolicySchema>;
