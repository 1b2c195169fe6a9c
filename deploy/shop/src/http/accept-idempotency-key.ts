import type { IncomingMessage } from 'node:http';
import { Refusal } from '../refusal.js';

/** Every write names itself: 1 to 255 printable characters. */
export function acceptIdempotencyKey(request: IncomingMessage): string {
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const sentence = 'A write needs the header Idempotency-Key with 1 to 255 printable characters, one key for each effect.';
  throw new Refusal(400, 'idempotency_key_missing', sentence);
}
