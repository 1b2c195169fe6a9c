import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import type { ConsoleConfig } from '../config.js';
import { type PublicKey, publicKeyOf } from '../verify/manifest-file.js';

/** What manifests are signed with: Ed25519, as PKCS #8 in MANIFEST_KEY_FILE, else in the data folder, made when there is none. */
export class ManifestKey {
  readonly known: PublicKey;

  private constructor(private readonly key: KeyObject) {
    this.known = publicKeyOf(createPublicKey(key).export({ format: 'jwk' }).x!);
  }

  /** @throws BootFailure with a sentence that names the file */
  static load({ MANIFEST_KEY_FILE, DESKHAND_DATA }: Pick<ConsoleConfig, 'MANIFEST_KEY_FILE' | 'DESKHAND_DATA'>): ManifestKey {
    const path = MANIFEST_KEY_FILE ?? join(resolve(DESKHAND_DATA), 'manifest.key');
    try {
      const key = createPrivateKey(read(path) ?? (make(path), read(path)!));
      if (key.asymmetricKeyType !== 'ed25519') throw new Error(`it holds a key of type ${key.asymmetricKeyType}, not Ed25519`);
      return new ManifestKey(key);
    } catch (error) {
      throw new BootFailure(`The key that manifests are signed with cannot be kept in ${path}: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }

  sign(sha256: string): string {
    return sign(null, Buffer.from(sha256), this.key).toString('base64url');
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all, and the first of two processes wins. */
function make(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}
