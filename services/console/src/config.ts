import { baseConfigSchema } from '@deskhand/kit/config.js';
import type { z } from 'zod';

/** Nothing beside the common variables. */
export const consoleConfigSchema = baseConfigSchema;

export type ConsoleConfig = z.infer<typeof consoleConfigSchema>;
