import { identitySecret } from '@deskhand/ingestion/perform/identity-secret.js';
import { mintIdentityToken } from '@deskhand/ingestion/perform/mint-identity-token.js';

/** An identity token of this desk for a customer of the shop. */
export function mintToken(config: Parameters<typeof identitySecret>[0], customerId: string, seconds: number): Promise<string> {
  return mintIdentityToken(identitySecret(config), customerId, seconds);
}
