import { baseConfigSchema } from '@deskhand/kit/config.js';
import type { z } from 'zod';

/** Reads CATALOGUE_DIR, REDIS_URL and INTENT_GRPC of what every service has; there is nothing of its own to set. */
export const retrievalConfigSchema = baseConfigSchema;
export type RetrievalConfig = z.infer<typeof retrievalConfigSchema>;
