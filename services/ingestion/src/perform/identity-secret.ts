import { identitySecretFile, type IngestionConfig } from '../config.js';
import { loadSecretFile } from './load-secret-file.js';

/** The secret that identity tokens are signed with: IDENTITY_SECRET, else the one in the data folder. */
export function identitySecret(config: Pick<IngestionConfig, 'IDENTITY_SECRET' | 'DESKHAND_DATA'>): string {
  return config.IDENTITY_SECRET ?? loadSecretFile(identitySecretFile(config), 'The identity secret');
}
