import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { loadSecretFile } from './load-secret-file.js';
import { VaultKeys } from './vault-keys.js';

const folder = mkdtempSync(join(tmpdir(), 'secret-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('made once, for the owner only, and the same from then on', () => {
  const path = join(folder, 'new', 'vault.key');
  const secret = loadSecretFile(path, 'The vault key');
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(loadSecretFile(path, 'The vault key')).toBe(secret);
  expect(readdirSync(join(folder, 'new'))).toEqual(['vault.key']);
  expect(VaultKeys.fromFile(path)).toBeInstanceOf(VaultKeys);
});

test.each([
  ['empty', () => writeFileSync(join(folder, 'empty'), '\n'), /empty/],
  ['folder', () => mkdirSync(join(folder, 'folder')), /EISDIR/],
])('a file that is a fault is a sentence that names it: %s', (name, make, why) => {
  make();
  const load = () => loadSecretFile(join(folder, name), 'The vault key');
  expect(load).toThrow(BootFailure);
  expect(load).toThrow(why);
  expect(load).toThrow(join(folder, name));
});

test('a vault key of another length is refused', () => {
  const path = join(folder, 'short');
  writeFileSync(path, 'c2hvcnQ=');
  expect(() => VaultKeys.fromFile(path)).toThrow(/32 bytes/);
});
