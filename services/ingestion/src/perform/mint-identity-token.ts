import { SignJWT } from 'jose';

/** A token as the shop's own site would mint it: this customer, for so many seconds from now. */
export function mintIdentityToken(secret: string, customerId: string, ttlSeconds: number): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(customerId)
    .setExpirationTime(Math.floor(Date.now() / 1000) + ttlSeconds)
    .sign(new TextEncoder().encode(secret));
}
