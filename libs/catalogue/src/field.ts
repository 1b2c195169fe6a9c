import { z } from 'zod';
import { type Money, parseAmount, parseMoney } from './money.js';
import { parseDuration } from './parse-duration.js';

/** A value read by a function that throws a sentence: the sentence becomes the fault. */
function readBy<In, Out>(input: z.ZodType<In>, read: (value: In) => Out) {
  return input.transform((value, context): Out => {
    try {
      return read(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
}

/** `4h`, `PT4H` … in the file, milliseconds once read. */
export const durationField = readBy(z.string(), parseDuration);

/** `100.00` in the file (YAML takes it for a number), whole hundredths once read. */
export const amountField = readBy(z.union([z.number(), z.string()]), (value) => parseAmount(String(value)));

/** `500.00 USD` in the file. */
export const moneyField = readBy(z.string(), (text): Money => {
  const [value = '', currency = '', ...rest] = text.trim().split(/\s+/);
  if (rest.length > 0) throw new RangeError(`"${text}" is not an amount of money; write it like 500.00 USD`);
  return parseMoney({ value, currency });
});

export const currencyField = z.string().regex(/^[A-Z]{3}$/, 'is not a currency; write its ISO 4217 code, such as USD');

/** A name that ends up in events and metrics: intents, queues, categories. */
export const nameField = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'is not a name; use lower-case letters, digits and _');

export const textField = z.string().trim().min(1, 'is empty');
