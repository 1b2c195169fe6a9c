import { createSecretKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import type { TokenVerdict } from '../decide/judge-identity.js';

/** HS256 over the secret and nothing else; `sub` and `exp` must be there; `exp` is judged against `now`. Never throws: a bad token refuses no ticket. */
export async function verifyIdentity(secret: Uint8Array, token: string | undefined, now: Date): Promise<TokenVerdict> {
  if (token === undefined || token === '') return { kind: 'absent' };
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { algorithms: ['HS256'], requiredClaims: ['sub', 'exp'], currentDate: now });
    const { sub } = payload;
    if (typeof sub !== 'string' || !/^[^\p{Cc}\p{Cs}]{1,200}$/u.test(sub)) return { kind: 'refused', why: 'its claim "sub" is not the id of a customer' };
    return { kind: 'valid', customerId: sub };
  } catch (error) {
    return { kind: 'refused', why: reasonOf(error) };
  }
}

const keys = new WeakMap<Uint8Array, KeyObject>();

/** A key that is made once is imported once. */
function keyOf(secret: Uint8Array): KeyObject {
  let key = keys.get(secret);
  if (!key) keys.set(secret, (key = createSecretKey(secret)));
  return key;
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'it is not signed with HS256';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature does not fit';
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim "${error.claim}" is missing or wrong`;
  return 'it is not a signed JSON Web Token';
}
