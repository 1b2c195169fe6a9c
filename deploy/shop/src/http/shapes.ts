import { z } from 'zod';

/** Text with something in it, trimmed; lengths count code points. */
export function textShape(atMost: number) {
  const wanted = `must be a text of 1 to ${atMost} characters`;
  return z
    .string({ error: wanted })
    .trim()
    .min(1, wanted)
    .refine((text) => [...text].length <= atMost, wanted);
}

export const idShape = textShape(200);

export const emailShape = z.email({ error: 'must be an e-mail address' }).max(254, 'must be an e-mail address');

/** The shape only; whether the amount is one the shop accepts is `acceptAmount`. */
export const amountShape = z.object(
  {
    value: z.string({ error: 'must be a decimal string like "24.90"' }),
    currency: z.string({ error: 'must be a currency code like "USD"' }),
  },
  { error: 'must be an amount like {"value":"24.90","currency":"USD"}' },
);

const swapShape = z.object({ itemId: idShape, newItemId: idShape }, { error: 'must be {"itemId","newItemId"}' });

export const swapsShape = listOf(swapShape);

export const itemIdsShape = listOf(idShape);

function listOf<Shape extends z.ZodType>(shape: Shape) {
  const wanted = 'must be a list of 1 to 100 entries';
  return z.array(shape, { error: wanted }).min(1, wanted).max(100, wanted);
}
