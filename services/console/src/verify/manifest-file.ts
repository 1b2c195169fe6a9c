import { canonicalJson } from '../decide/canonical-json.js';
import { hashOf } from './manifest-line.js';

/** An Ed25519 public key: 32 bytes as base64url, named by what they hash to. */
export interface PublicKey {
  readonly algorithm: 'Ed25519';
  readonly id: string;
  readonly publicKey: string;
}

export function publicKeyOf(publicKey: string): PublicKey {
  return { algorithm: 'Ed25519', id: hashOf(Buffer.from(publicKey, 'base64url')).slice(0, 16), publicKey };
}

/** A conversation's chain as it is handed out: the keys, one signed line an output, and the signed seal. */
export function manifestFile(keys: readonly PublicKey[], lines: readonly string[], seal: string): string {
  return [keysLine(keys), ...lines, seal, ''].join('\n');
}

export function keysLine(keys: readonly PublicKey[]): string {
  return canonicalJson({ keys: [...keys].sort((a, b) => (a.id < b.id ? -1 : 1)) });
}

/** @returns undefined where the line is not one that `keysLine` writes, byte for byte */
export function readKeys(line: Uint8Array): PublicKey[] | undefined {
  try {
    const { keys } = JSON.parse(Buffer.from(line).toString()) as { keys: PublicKey[] };
    const own = keys.map(({ publicKey }) => publicKeyOf(publicKey));
    const sound = own.length > 0 && own.every(({ publicKey }) => Buffer.from(publicKey, 'base64url').length === 32);
    return sound && Buffer.from(keysLine(own)).equals(line) ? own : undefined;
  } catch {
    return undefined;
  }
}
