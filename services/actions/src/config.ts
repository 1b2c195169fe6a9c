import { baseConfigSchema } from '@deskhand/kit/config.js';
import { modelVariables } from '@deskhand/model/config.js';
import { z } from 'zod';

/** What this service reads beside the common variables. */
export const shopVariables = {
  /** The shop's back end (API.md §3). Unset: the desk runs its sample shop and fills this in. */
  SHOP_URL: z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must look like https://shop.example/api')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  /** The bearer that the shop asks for. */
  SHOP_TOKEN: z.string().min(1).optional(),
};

export const actionsConfigSchema = baseConfigSchema.extend({ ...shopVariables, ...modelVariables });

export type ActionsConfig = z.infer<typeof actionsConfigSchema>;
