import { actionsConfigSchema } from '@deskhand/actions/config.js';
import { consoleConfigSchema } from '@deskhand/console/config.js';
import { escalationConfigSchema } from '@deskhand/escalation/config.js';
import { feedbackConfigSchema } from '@deskhand/feedback/config.js';
import { ingestionConfigSchema } from '@deskhand/ingestion/config.js';
import { intentConfigSchema } from '@deskhand/intent/config.js';
import { retrievalConfigSchema } from '@deskhand/retrieval/config.js';
import { z } from 'zod';

const defaultPort = 8080;

/** What any of the services reads. */
export const deskConfigSchema = z.object({
  ...ingestionConfigSchema.shape,
  ...intentConfigSchema.shape,
  ...retrievalConfigSchema.shape,
  ...actionsConfigSchema.shape,
  ...escalationConfigSchema.shape,
  ...feedbackConfigSchema.shape,
  ...consoleConfigSchema.shape,
  PORT: ingestionConfigSchema.shape.PORT.default(defaultPort),
});

export type DeskConfig = z.infer<typeof deskConfigSchema>;
