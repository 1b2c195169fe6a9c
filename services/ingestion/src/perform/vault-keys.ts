import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { loadSecretFile } from './load-secret-file.js';

/** The key of one conversation, unwrapped. */
export interface SubjectKey {
  sealing: Buffer;
  tokens: Buffer;
}

/** What the master key does: it wraps the keys of conversations and fingerprints submissions. AES-256-GCM, 96-bit random nonces. */
export class VaultKeys {
  readonly #wrapping: Buffer;
  readonly #contents: Buffer;

  constructor(master: Buffer) {
    this.#wrapping = derive(master, 'wrapping');
    this.#contents = derive(master, 'contents');
  }

  /** @throws BootFailure when the file cannot be read, made, or holds no key */
  static fromFile(path: string): VaultKeys {
    const master = Buffer.from(loadSecretFile(path, 'The vault key'), 'base64url');
    if (master.length !== 32) throw new BootFailure(`The vault key in ${path} is not one: it must be 32 bytes in base64, such as "openssl rand -base64 32" prints.`);
    return new VaultKeys(master);
  }

  newSubjectKey(conversationId: string): { key: SubjectKey; wrapped: Buffer } {
    const secret = randomBytes(32);
    return { key: subjectKey(secret), wrapped: seal(this.#wrapping, secret, `key|${conversationId}`) };
  }

  /** @throws when the wrapped key is another conversation's, damaged, or wrapped by another master key */
  unwrap(conversationId: string, wrapped: Buffer): SubjectKey {
    return subjectKey(open(this.#wrapping, wrapped, `key|${conversationId}`));
  }

  /** Keyed, since what people write is short enough to be guessed from a plain hash. */
  contentHash(content: string): string {
    return createHmac('sha256', this.#contents).update(content).digest('base64url');
  }
}

export function sealValue({ sealing }: SubjectKey, value: string, boundTo: string): Buffer {
  return seal(sealing, Buffer.from(value), boundTo);
}

export function openValue({ sealing }: SubjectKey, sealed: Buffer, boundTo: string): string {
  return open(sealing, sealed, boundTo).toString();
}

export function tokenDigest({ tokens }: SubjectKey, text: string): string {
  return createHmac('sha256', tokens).update(text).digest('hex');
}

function subjectKey(secret: Buffer): SubjectKey {
  return { sealing: derive(secret, 'sealing'), tokens: derive(secret, 'tokens') };
}

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `deskhand.vault.${purpose}`, 32));
}

/** Nonce, ciphertext, tag. */
function seal(key: Buffer, plain: Buffer, boundTo: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer, sealed: Buffer, boundTo: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}
