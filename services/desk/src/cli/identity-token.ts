import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from './failure.js';

const oneHour = 3_600;

/** What `--as CUSTOMER` sends along: a token of this desk for that customer; undefined without a customer. */
export async function identityToken(env: Record<string, string | undefined>, customerId: string | undefined): Promise<string | undefined> {
  if (customerId === undefined) return undefined;
  const { IDENTITY_SECRET, DESKHAND_DATA = './.deskhand' } = env;
  const file = resolve(DESKHAND_DATA, 'identity.secret');
  if (!IDENTITY_SECRET && !existsSync(file))
    throw new Failure(`To speak as ${customerId} the desk's identity secret is needed, and ${join(DESKHAND_DATA, 'identity.secret')} does not exist: set DESKHAND_DATA to the desk's data folder, or IDENTITY_SECRET.`);
  const { mintToken } = await import('../mint-token.js');
  return mintToken({ IDENTITY_SECRET: IDENTITY_SECRET || undefined, DESKHAND_DATA }, customerId, oneHour);
}
