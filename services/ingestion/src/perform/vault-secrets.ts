import { createHmac } from 'node:crypto';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { openValue, sealValue, subjectKey, type SubjectKey, type VaultKeys } from './vault-keys.js';
import { ownerOfSecret, type VaultStore } from './vault-store.js';

const names = ['contents', 'codes'] as const;
type Name = (typeof names)[number];

/** The vault's own keys: for fingerprints of submissions and for one-time codes. Made once, wrapped by the master key, the same in every process. */
export class VaultSecrets {
  #keys: Record<Name, SubjectKey> | undefined;

  constructor(
    private readonly masterKeys: VaultKeys,
    private readonly store: VaultStore,
  ) {}

  /** @throws BootFailure when the database was written under a master key that is not in the file */
  async open(file: string): Promise<void> {
    const unknown = (await this.store.masters()).filter((name) => name !== '' && !this.masterKeys.names.includes(name));
    if (unknown.length > 0)
      throw new BootFailure(`The vault key in ${file} is not the one this database was written with: put the old key back, or name its file in VAULT_KEY_FILE. While keys are rotated the file holds both, the new one first.`);
    const opened = await Promise.all(names.map(async (name) => [name, await this.#open(name)] as const));
    this.#keys = Object.fromEntries(opened) as Record<Name, SubjectKey>;
  }

  /** Keyed, since what people write is short enough to be guessed from a plain hash. */
  contentHash(content: string): string {
    return this.#digest('contents', content);
  }

  /** Of one code of one offer: the same digits offered elsewhere have another. */
  codeDigest(codeId: string, code: string): string {
    return this.#digest('codes', `${codeId}|${code}`);
  }

  sealCode(codeId: string, code: string): Buffer {
    return sealValue(this.#key('codes'), code, `code|${codeId}`);
  }

  /** @throws when it was damaged or is another offer's */
  openCode(codeId: string, sealed: Buffer): string {
    return openValue(this.#key('codes'), sealed, `code|${codeId}`);
  }

  async #open(name: Name): Promise<SubjectKey> {
    // The first of two processes wins.
    const row = await this.store.secret(name, () => this.masterKeys.newKey(ownerOfSecret(name)));
    return subjectKey(this.masterKeys.open(ownerOfSecret(name), row));
  }

  #digest(name: Name, text: string): string {
    return createHmac('sha256', this.#key(name).tokens).update(text).digest('base64url');
  }

  #key(name: Name): SubjectKey {
    if (!this.#keys) throw new Error('the vault is not open yet');
    return this.#keys[name];
  }
}
