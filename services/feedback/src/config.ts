import { baseConfigSchema } from '@deskhand/kit/config.js';
import type { z } from 'zod';

/** Nothing beside the common variables. */
export const feedbackConfigSchema = baseConfigSchema;

export type FeedbackConfig = z.infer<typeof feedbackConfigSchema>;
