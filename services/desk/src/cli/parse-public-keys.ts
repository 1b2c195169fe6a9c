import { createPublicKey } from 'node:crypto';
import { type PublicKey, publicKeyOf } from '@deskhand/console/verify/manifest-file.js';
import { exitCodes, Failure } from './failure.js';

/** Ed25519 public keys: PEM, or JSON as `GET /v1/manifest-key` answers, or one key of it. @throws Failure with a sentence */
export function parsePublicKeys(file: Uint8Array, path: string): PublicKey[] {
  const text = Buffer.from(file).toString().trim();
  try {
    const keys = text.startsWith('{') ? ofJson(JSON.parse(text) as KeyAnswer) : [createPublicKey(text).export({ format: 'jwk' }).x];
    return keys.map((key) => {
      if (typeof key !== 'string' || Buffer.from(key, 'base64url').length !== 32) throw new Error('no Ed25519 key in it');
      return publicKeyOf(key);
    });
  } catch (error) {
    throw new Failure(`${path} holds no public key that manifests are signed with (${error instanceof Error ? error.message : String(error)}): give PEM, or what GET /v1/manifest-key answers.`, exitCodes.usage);
  }
}

interface KeyAnswer {
  publicKey?: unknown;
  keys?: { publicKey?: unknown }[];
}

function ofJson({ publicKey, keys }: KeyAnswer): unknown[] {
  return keys?.length ? keys.map((key) => key.publicKey) : [publicKey];
}
