import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '@deskhand/kit/database.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotateKeys } from './perform/rotate-keys.js';
import { Vault } from './perform/vault.js';
import { VaultKeys } from './perform/vault-keys.js';
import { VaultSecrets } from './perform/vault-secrets.js';
import { VaultStore } from './perform/vault-store.js';

const folder = mkdtempSync(join(tmpdir(), 'rotation-'));
const log = createLogger({ name: 'vault', level: 'silent' });
const [old, fresh] = [randomBytes(32), randomBytes(32)];
let db: Database;
let store: VaultStore;
beforeAll(async () => {
  db = await openDatabase({ dataDir: folder });
  await migrate(db, 'ingestion', new URL('../migrations/', import.meta.url));
  store = new VaultStore(db);
});
afterAll(async () => {
  await db?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function vaultWith(...masters: Buffer[]) {
  const keys = new VaultKeys(...masters);
  const secrets = new VaultSecrets(keys, store);
  await secrets.open('vault.key');
  return { keys, secrets, vault: new Vault(keys, secrets, store, { orderNumberPattern: String.raw`\d{5}` }, log) };
}

async function tokenise({ vault }: { vault: Vault }, conversationId: string, text: string): Promise<string> {
  const { texts, writes, committed } = await vault.tokenise(conversationId, [{ text }]);
  for (const { statement, row } of writes) await db.query(statement.sql, [JSON.stringify([{ ...row, i: 0 }])]);
  committed();
  return texts[0]!;
}

test('keys are wrapped anew while tokens are read; then the old key opens nothing and is needed no more', async () => {
  const before = await vaultWith(old);
  const ids = Array.from({ length: 40 }, () => randomUUID());
  const tokens = await Promise.all(ids.map((id, n) => tokenise(before, id, `customer.${n}@example.com`)));
  const fingerprint = before.secrets.contentHash('the same submission');
  const during = await vaultWith(fresh, old);
  const rotating = rotateKeys(during.keys, store, log);
  const words = ids.map((_, n) => `customer.${n}@example.com`);
  expect(await during.vault.reveal(tokens, 'desk')).toEqual(words);
  expect(await rotating).toEqual({ rewrapped: 42, refused: 0 });
  expect(await rotateKeys(during.keys, store, log)).toEqual({ rewrapped: 0, refused: 0 });
  const after = await vaultWith(fresh);
  expect(await after.vault.reveal(tokens, 'desk')).toEqual(words);
  expect(after.secrets.contentHash('the same submission')).toBe(fingerprint);
  await expect(vaultWith(old)).rejects.toThrow(/not the one this database was written with/);
});

test('a damaged or moved key is left behind and opens for nobody; one destroyed meanwhile does not come back', async () => {
  const now = await vaultWith(fresh);
  const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
  const tokens = [await tokenise(now, a, 'a@example.com'), await tokenise(now, b, 'b@example.com'), await tokenise(now, c, 'c@example.com')];
  await db.query(`update ingestion.vault_key set wrapped = set_byte(wrapped, 20, 255 - get_byte(wrapped, 20)) where conversation_id = $1`, [a]);
  const next = new VaultKeys(randomBytes(32), fresh);
  const rows = await store.wrappedByOthers(next.current, '', 1_000);
  await db.query('delete from ingestion.vault_key where conversation_id = $1', [b]);
  const stale = rows.filter(({ owner }) => owner === b).map((row) => ({ owner: b, from: row.master, ...next.rewrap(b, row) }));
  expect(await store.rewrap(stale)).toBe(0);
  expect((await rotateKeys(next, store, log)).refused).toBe(1);
  const vault = new Vault(next, now.secrets, store, { orderNumberPattern: String.raw`\d{5}` }, log);
  expect(await vault.reveal(tokens, 'tool')).toEqual([tokens[0], tokens[1], 'c@example.com']);
});

test('the file holds the new key and after it the old one', () => {
  const path = join(folder, 'two.key');
  writeFileSync(path, `${fresh.toString('base64')}\n${old.toString('base64')}\n`);
  expect(VaultKeys.fromFile(path).names).toEqual(new VaultKeys(fresh, old).names);
  writeFileSync(path, `${fresh.toString('base64')}\nnot a key\n`);
  expect(() => VaultKeys.fromFile(path)).toThrow(/32 bytes in base64/);
});
