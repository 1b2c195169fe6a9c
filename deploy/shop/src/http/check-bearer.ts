import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../refusal.js';

/** Every call needs the shop's token, where it has one. Hashes are compared, so that the time tells nothing. */
export function checkBearer(token: string | undefined, authorization: string | undefined): void {
  if (!token) return;
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  if (timingSafeEqual(hash(given), hash(token))) return;
  throw new Refusal(401, 'unauthorized', 'Send the header "Authorization: Bearer" with the token of this shop.');
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
