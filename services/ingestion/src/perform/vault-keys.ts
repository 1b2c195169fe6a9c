import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { loadSecretFile } from './load-secret-file.js';

/** The key of one conversation, unwrapped. Key objects: to make one of bytes costs more than to use it. */
export interface SubjectKey {
  sealing: KeyObject;
  tokens: KeyObject;
}

/** A key as it is stored: ciphertext, and the name of the master key that made it. */
export interface Wrapped {
  master: string;
  wrapped: Buffer;
}

interface Master {
  name: string;
  wrapping: KeyObject;
}

/** What the master keys do: they wrap other keys. The first is the one in use, the others only open what they wrapped. AES-256-GCM, 96-bit random nonces. */
export class VaultKeys {
  readonly #masters: readonly Master[];

  constructor(...masters: readonly Buffer[]) {
    this.#masters = masters.map((master) => ({ name: deriveBytes(master, 'name').toString('hex').slice(0, 16), wrapping: derive(master, 'wrapping') }));
  }

  /** @throws BootFailure when the file cannot be read, made, or holds no key */
  static fromFile(path: string): VaultKeys {
    const lines = loadSecretFile(path, 'The vault key').split(/\s+/);
    const masters = lines.map((line) => Buffer.from(line, 'base64url'));
    if (masters.some(({ length }) => length !== 32))
      throw new BootFailure(`The vault key in ${path} is not one: a line must be 32 bytes in base64, such as "openssl rand -base64 32" prints; the key in use first, an old one after it.`);
    return new VaultKeys(...masters);
  }

  /** The name of the key in use. */
  get current(): string {
    return this.#masters[0]!.name;
  }

  get names(): string[] {
    return this.#masters.map(({ name }) => name);
  }

  /** @param owner whose key it is: it opens for nobody else */
  newKey(owner: string): { secret: Buffer } & Wrapped {
    const secret = randomBytes(32);
    return { secret, ...this.#wrap(owner, secret) };
  }

  newSubjectKey(conversationId: string): { key: SubjectKey } & Wrapped {
    const { secret, master, wrapped } = this.newKey(conversationId);
    return { key: subjectKey(secret), master, wrapped };
  }

  /** @throws when the wrapped key is another conversation's, damaged, or wrapped by a master key that is not known (any more) */
  unwrap(conversationId: string, row: Wrapped): SubjectKey {
    return subjectKey(this.open(conversationId, row));
  }

  /** @throws as unwrap does */
  open(owner: string, { master, wrapped }: Wrapped): Buffer {
    // Rows from before keys had names were all wrapped by the oldest.
    const known = master === '' ? this.#masters.at(-1) : this.#masters.find(({ name }) => name === master);
    if (!known) throw new Error('wrapped by a master key that is not known');
    return open(known.wrapping, wrapped, bondOf(owner, master));
  }

  /** The same key under the master key in use. @throws as unwrap does */
  rewrap(owner: string, row: Wrapped): Wrapped {
    return this.#wrap(owner, this.open(owner, row));
  }

  #wrap(owner: string, secret: Buffer): Wrapped {
    const { name, wrapping } = this.#masters[0]!;
    return { master: name, wrapped: seal(wrapping, secret, bondOf(owner, name)) };
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

export function subjectKey(secret: Buffer): SubjectKey {
  return { sealing: derive(secret, 'sealing'), tokens: derive(secret, 'tokens') };
}

function bondOf(owner: string, master: string): string {
  return master === '' ? `key|${owner}` : `key|${owner}|${master}`;
}

function derive(secret: Buffer, purpose: string): KeyObject {
  return createSecretKey(deriveBytes(secret, purpose));
}

function deriveBytes(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `deskhand.vault.${purpose}`, 32));
}

/** Nonce, ciphertext, tag. */
function seal(key: KeyObject, plain: Buffer, boundTo: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: KeyObject, sealed: Buffer, boundTo: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}
