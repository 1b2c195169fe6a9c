import { z } from 'zod';
import { amountField, currencyField, textField } from './field.js';
import type { Money } from './money.js';

const limitsField = z.strictObject({
  approvalAbove: amountField,
  secondApprovalAbove: amountField,
  dailyPerCustomer: z.strictObject({ amount: amountField, count: z.int().min(0) }),
});

/** Above which amounts people must agree, in one currency. */
export type RefundLimits = {
  approvalAbove: Money;
  secondApprovalAbove: Money;
  dailyPerCustomer: { amount: Money; count: number };
};

const hours = z.union([z.literal('closed'), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/, 'must be like 09:00-18:00, or closed')]);

/** `shop.yaml`: who the desk speaks for. */
export const shopSchema = z.strictObject({
  name: textField,
  signature: textField,
  storefront: z.url({ protocol: /^https?$/ }),
  /** A regular expression for one order number, without anchors. A leading `#` is left out of the id the shop is asked for. */
  orderNumberPattern: z.string().superRefine(checkPattern),
  currency: currencyField,
  /** A refund in a currency without limits is never automatic. */
  refundLimits: z.record(currencyField, limitsField).transform(withCurrency),
  openingHours: z.strictObject({
    timeZone: z.string().refine(isTimeZone, 'is not a time zone; write it like Europe/Berlin'),
    monday: hours,
    tuesday: hours,
    wednesday: hours,
    thursday: hours,
    friday: hours,
    saturday: hours,
    sunday: hours,
  }),
});

export type Shop = z.output<typeof shopSchema>;

function withCurrency(limits: Record<string, z.output<typeof limitsField>>): Readonly<Record<string, RefundLimits>> {
  const entries = Object.entries(limits).map(([currency, { approvalAbove, secondApprovalAbove, dailyPerCustomer }]) => {
    const money = (minor: number): Money => ({ minor, currency });
    const daily = { amount: money(dailyPerCustomer.amount), count: dailyPerCustomer.count };
    return [currency, { approvalAbove: money(approvalAbove), secondApprovalAbove: money(secondApprovalAbove), dailyPerCustomer: daily }] as const;
  });
  return Object.fromEntries(entries);
}

function checkPattern(pattern: string, context: z.RefinementCtx): void {
  try {
    if (new RegExp(`^(?:${pattern})$`, 'u').test('')) context.addIssue({ code: 'custom', message: 'also matches nothing at all' });
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
