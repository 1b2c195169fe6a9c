import { baseConfigSchema } from '@deskhand/kit/config.js';
import { modelVariables } from '@deskhand/model/config.js';
import type { z } from 'zod';

/** What this service reads beside the common variables: the model that is asked where the classifier is not sure. */
export const intentConfigSchema = baseConfigSchema.extend(modelVariables);
export type IntentConfig = z.infer<typeof intentConfigSchema>;
