import { randomBytes } from 'node:crypto';
import type { Write } from '@deskhand/bus/statement.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { expect, test } from 'vitest';
import { tokensIn } from '../decide/tokens.js';
import { Vault } from './vault.js';
import { VaultKeys, type Wrapped } from './vault-keys.js';
import type { SealedToken, VaultStore } from './vault-store.js';

/** The vault's tables in memory. */
class MemoryStore implements Pick<VaultStore, 'wrappedKey' | 'sealed' | 'owners' | 'generation'> {
  readonly keys = new Map<string, Wrapped>();
  readonly tokens = new Map<string, Omit<SealedToken, 'key'>>();
  erasures = '0';
  asked = 0;

  wrappedKey = async (conversationId: string) => this.keys.get(conversationId);
  generation = async () => this.erasures;
  sealed = async (tokens: readonly string[]) => {
    this.asked++;
    const rows = tokens.flatMap((token) => this.tokens.get(token) ?? []);
    return rows.flatMap((row) => (this.keys.has(row.conversationId) ? [{ ...row, key: this.keys.get(row.conversationId)! }] : []));
  };
  owners = async (tokens: readonly string[]) => new Map(tokens.flatMap((token) => (this.tokens.has(token) ? [[token, this.tokens.get(token)!.conversationId] as const] : [])));

  apply(writes: readonly Write[]): void {
    for (const { row } of writes as { row: { conversation_id: string; master?: string; wrapped?: string; token?: string; kind?: string; sealed?: string } }[]) {
      const bytes = (hex: string) => Buffer.from(hex.slice(2), 'hex');
      if (row.wrapped) this.keys.set(row.conversation_id, { master: row.master!, wrapped: bytes(row.wrapped) });
      else this.tokens.set(row.token!, { token: row.token!, conversationId: row.conversation_id, kind: row.kind as 'email', sealed: bytes(row.sealed!) });
    }
  }
}

const master = new VaultKeys(randomBytes(32));
function vaultOn(store: MemoryStore, keys = master) {
  return new Vault(keys, { contentHash: String }, store as unknown as VaultStore, { orderNumberPattern: String.raw`\d{5,8}` }, createLogger({ name: 'vault', level: 'silent' }));
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
  store.tokens.set(taken!, { token: taken!, conversationId: 'other', kind: 'email', sealed: Buffer.alloc(0) });
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

test('another process that has words in memory shows none of them after an erasure', async () => {
  const store = new MemoryStore();
  const [gone, kept] = [await tokenise(store, 'a', 'a@example.com'), await tokenise(store, 'b', 'b@example.com')];
  const other = vaultOn(store);
  expect(await other.reveal([gone, kept], 'desk')).toEqual(['a@example.com', 'b@example.com']);
  store.keys.delete('a');
  store.erasures = '1';
  expect(await other.reveal([gone, kept], 'desk')).toEqual([gone, 'b@example.com']);
  expect((await other.tokenise('a', [{ text: 'a@example.com' }])).texts[0]).not.toBe(gone);
});

test('what was being read while the erasure came is not remembered', async () => {
  const store = new MemoryStore();
  const token = await tokenise(store, 'a', 'a@example.com');
  const vault = vaultOn(store);
  const read = store.sealed;
  store.sealed = async (tokens) => {
    const rows = await read(tokens);
    store.keys.delete('a');
    store.erasures = '1';
    // Somebody else asks meanwhile and sees the erasure.
    store.sealed = read;
    await vault.reveal([token], 'desk');
    return rows;
  };
  await vault.reveal([token], 'desk');
  expect(await vault.reveal([token], 'desk')).toEqual([token]);
});

test('a key whose row was swapped, or said to be of another master key, opens nothing', async () => {
  const store = new MemoryStore();
  const [one, two] = [await tokenise(store, 'a', 'a@example.com'), await tokenise(store, 'b', 'b@example.com')];
  const [a, b] = [store.keys.get('a')!, store.keys.get('b')!];
  store.keys.set('a', b).set('b', a);
  expect(await vaultOn(store).reveal([one, two], 'tool')).toEqual([one, two]);
  store.keys.set('a', { ...a, master: '' }).set('b', { ...b, master: 'ffffffffffffffff' });
  expect(await vaultOn(store).reveal([one, two], 'tool')).toEqual([one, two]);
  store.keys.set('a', a).set('b', b);
  expect(await vaultOn(store).reveal([one, two], 'tool')).toEqual(['a@example.com', 'b@example.com']);
});

test.each(['info', 'warn', 'fatal'])('every reveal is written down with its purpose and tokens, cached or not, also where the log tells %s and worse', async (level) => {
  const store = new MemoryStore();
  const lines: string[] = [];
  const vault = new Vault(master, { contentHash: String }, store as unknown as VaultStore, { orderNumberPattern: String.raw`\d{5,8}` }, createLogger({ name: 'vault', level, destination: { write: (line) => void lines.push(line) } }));
  const { texts, writes, committed } = await vault.tokenise('c1', [{ text: 'I am ada@example.com' }]);
  store.apply(writes);
  committed();
  const [token] = tokensIn(texts[0]!);
  for (const purpose of ['desk', 'tool', 'export'] as const) await vault.reveal(texts, purpose);
  await vault.reveal(['nothing to see'], 'desk');
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual(['desk', 'tool', 'export'].map((purpose) => expect.objectContaining({ purpose, tokens: [token] })));
  expect(lines.join('')).not.toContain('ada@');
});
