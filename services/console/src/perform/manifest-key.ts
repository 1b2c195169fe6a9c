import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, createSecretKey, generateKeyPairSync, hkdfSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import type { ConsoleConfig } from '../config.js';
import { type PublicKey, publicKeyOf } from '../verify/manifest-file.js';

/** What manifests are signed with, and what the keys that hash their texts are wrapped by: Ed25519, as PKCS #8 in MANIFEST_KEY_FILE, else in the data folder, made when there is none. */
export class ManifestKey {
  readonly known: PublicKey;
  readonly #wrapping: KeyObject;

  private constructor(private readonly key: KeyObject) {
    this.#wrapping = createSecretKey(Buffer.from(hkdfSync('sha256', key.export({ type: 'pkcs8', format: 'der' }), '', 'deskhand.manifest.text-keys', 32)));
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

  /** A conversation's key as it may lie in a table; AES-256-GCM, it opens for that conversation alone. */
  wrap(conversationId: string, textKey: Buffer): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#wrapping, nonce).setAAD(Buffer.from(conversationId));
    return Buffer.concat([nonce, cipher.update(textKey), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** Null when it is another conversation's, damaged, or was wrapped before the signing key was changed. */
  unwrap(conversationId: string, wrapped: string): Buffer | null {
    const sealed = Buffer.from(wrapped, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#wrapping, sealed.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(conversationId)).setAuthTag(sealed.subarray(-16));
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    } catch {
      return null;
    }
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
