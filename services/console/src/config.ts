import { baseConfigSchema } from '@deskhand/kit/config.js';
import { z } from 'zod';

export const consoleConfigSchema = baseConfigSchema.extend({
  /** Ed25519 private key (PKCS #8, PEM) that manifests are signed with. Unset: `manifest.key` in the data folder, made when there is none. */
  MANIFEST_KEY_FILE: z.string().optional(),
});

export type ConsoleConfig = z.infer<typeof consoleConfigSchema>;
