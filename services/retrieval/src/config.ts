import { baseConfigSchema } from '@deskhand/kit/config.js';
import { modelVariables } from '@deskhand/model/config.js';
import { z } from 'zod';

/** What this service reads beside the common variables: who makes vectors, and where they are searched. */
export const retrievalConfigSchema = baseConfigSchema.extend({
  ...modelVariables,
  PINECONE_API_KEY: z.string().min(1).optional(),
  PINECONE_INDEX: z.string().regex(/^[a-z0-9-]{1,45}$/, 'must be the name of an index: small letters, digits and -').optional(),
  PINECONE_HOST: z.string().regex(/^(?:https?:\/\/)?[a-z0-9.:-]+\/?$/i, 'must be the address of an index, such as https://shop-1a2b3c4.svc.pinecone.io').optional(),
});
export type RetrievalConfig = z.infer<typeof retrievalConfigSchema>;
