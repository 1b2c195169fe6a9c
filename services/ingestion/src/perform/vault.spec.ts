import { randomBytes } from 'node:crypto';
import type { Write } from '@deskhand/bus/statement.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { expect, test } from 'vitest';
import { tokensIn } from '../decide/tokens.js';
import { Vault } from './vault.js';
import { VaultKeys } from './vault-keys.js';
import type { SealedToken, VaultStore } from './vault-store.js';

/** The vault's tables in memory. */
class MemoryStore implements Pick<VaultStore, keyof VaultStore> {
  readonly keys = new Map<string, Buffer>();
  readonly tokens = new Map<string, SealedToken>();
  asked = 0;

  wrappedKey = async (conversationId: string) => this.keys.get(conversationId);
  anyKey = async () => [...this.keys].map(([conversationId, wrapped]) => ({ conversationId, wrapped }))[0];
  sealed = async (tokens: readonly string[]) => {
    this.asked++;
    return tokens.flatMap((token) => this.tokens.get(token) ?? []).filter(({ conversationId }) => this.keys.has(conversationId));
  };
  owners = async (tokens: readonly string[]) => new Map(tokens.flatMap((token) => (this.tokens.has(token) ? [[token, this.tokens.get(token)!.conversationId] as const] : [])));

  apply(writes: readonly Write[]): void {
    for (const { row } of writes as { row: { conversation_id: string; wrapped?: string; token?: string; kind?: string; sealed?: string } }[]) {
      const bytes = (hex: string) => Buffer.from(hex.slice(2), 'hex');
      if (row.wrapped) this.keys.set(row.conversation_id, bytes(row.wrapped));
      else this.tokens.set(row.token!, { token: row.token!, conversationId: row.conversation_id, kind: row.kind as 'email', sealed: bytes(row.sealed!), wrapped: this.keys.get(row.conversation_id)! });
    }
  }
}

const master = new VaultKeys(randomBytes(32));
function vaultOn(store: MemoryStore) {
  return new Vault(master, store as unknown as VaultStore, { orderNumberPattern: String.raw`\d{5,8}` }, createLogger({ name: 'vault', level: 'silent' }));
}
async function tokenise(store: MemoryStore, conversationId: string, text: string): Promise<string> {
  const { texts, writes, committed } = await vaultOn(store).tokenise(conversationId, [{ text }]);
  store.apply(writes);
  committed();
  return texts[0]!;
}

test('a token that another conversation has already is drawn anew, and the same way the next time', async () => {
  const store = new MemoryStore();
  await tokenise(store, 'mine', 'first@example.com');
  const { texts } = await vaultOn(store).tokenise('mine', [{ text: 'second@example.com' }]);
  const [taken] = tokensIn(texts[0]!);
  store.tokens.set(taken!, { token: taken!, conversationId: 'other', kind: 'email', sealed: Buffer.alloc(0), wrapped: Buffer.alloc(0) });
  const mine = await tokenise(store, 'mine', 'second@example.com');
  expect(mine).toMatch(/^<EMAIL_[0-9a-f]{10}>$/);
  expect(mine).not.toBe(taken);
  expect(await tokenise(store, 'mine', 'Second@example.com')).toBe(mine);
  expect(await vaultOn(store).reveal([mine], 'tool')).toEqual(['second@example.com']);
});

test('without personal data nothing is asked, kept or made', async () => {
  const { texts, writes } = await vaultOn(new MemoryStore()).tokenise('c', [{ text: 'My order 12345 is late' }, { text: '' }]);
  expect([texts, writes]).toEqual([['My order 12345 is late', ''], []]);
});

test('once the key is destroyed a token stays a token; a moved or damaged row opens nowhere', async () => {
  const store = new MemoryStore();
  const [one, two, three] = [await tokenise(store, 'a', 'a@example.com'), await tokenise(store, 'b', 'b@example.com'), await tokenise(store, 'c', 'c@example.com')];
  store.keys.delete('a');
  store.tokens.set(two, { ...store.tokens.get(two)!, kind: 'phone' });
  store.tokens.get(three)!.sealed[20]! ^= 1;
  expect(await vaultOn(store).reveal([`${one} ${two} ${three}`], 'tool')).toEqual([`${one} ${two} ${three}`]);
});

test('what was revealed once is not asked again', async () => {
  const store = new MemoryStore();
  const token = await tokenise(store, 'a', 'a@example.com');
  const vault = vaultOn(store);
  for (let n = 0; n < 5; n++) expect(await vault.reveal([`to ${token}`, token, 'no'], 'delivery')).toEqual(['to a@example.com', 'a@example.com', 'no']);
  expect(store.asked).toBe(1);
});
