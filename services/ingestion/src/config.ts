import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { baseConfigSchema } from '@deskhand/kit/config.js';
import { z } from 'zod';

/** What ingestion reads from the environment beside the common part. */
export const ingestionSettings = {
  /** Signs the identity tokens of the shop's site (HS256). Unset: made once in the data folder. */
  IDENTITY_SECRET: z.string().optional(),
  /** The master key of the vault, and after it an old one while keys are rotated. Unset: `vault.key` in the data folder; made when it does not exist. */
  VAULT_KEY_FILE: z.string().optional(),
  /** Who was erased, one line each, outside of the database. Unset: `erasures.jsonl` in the data folder. */
  ERASURES_FILE: z.string().optional(),
  /** The shop's back end, where addresses are looked up; without it no one-time codes are offered. */
  SHOP_URL: z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must look like https://shop.example/api')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  SHOP_TOKEN: z.string().min(1).optional(),
  /** How one-time codes are mailed; without it by the shop's `POST /mail`. `?from=` names the sender. */
  SMTP_URL: z
    .string()
    .refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol), 'must look like smtps://user:password@mail.example:465?from=desk@shop.example')
    .optional(),
};

export const ingestionConfigSchema = baseConfigSchema.extend(ingestionSettings);
export type IngestionConfig = z.infer<typeof ingestionConfigSchema>;

export function identitySecretFile({ DESKHAND_DATA }: Pick<IngestionConfig, 'DESKHAND_DATA'>): string {
  return join(DESKHAND_DATA, 'identity.secret');
}

export function vaultKeyFile({ DESKHAND_DATA, VAULT_KEY_FILE }: Pick<IngestionConfig, 'DESKHAND_DATA' | 'VAULT_KEY_FILE'>): string {
  return VAULT_KEY_FILE ?? join(DESKHAND_DATA, 'vault.key');
}

export function erasuresFile({ DESKHAND_DATA, ERASURES_FILE }: Pick<IngestionConfig, 'DESKHAND_DATA' | 'ERASURES_FILE'>): string {
  return ERASURES_FILE ?? join(DESKHAND_DATA, 'erasures.jsonl');
}

export function catalogueDir({ CATALOGUE_DIR }: Pick<IngestionConfig, 'CATALOGUE_DIR'>): string {
  return CATALOGUE_DIR ?? fileURLToPath(new URL('../../../deploy/catalogue', import.meta.url));
}
