import { baseConfigSchema } from '@deskhand/kit/config.js';
import type { z } from 'zod';

/** Reads CATALOGUE_DIR of what every service has; there is nothing of its own to set. */
export const intentConfigSchema = baseConfigSchema;
export type IntentConfig = z.infer<typeof intentConfigSchema>;
