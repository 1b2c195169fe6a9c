import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openValue, sealValue, tokenDigest, VaultKeys } from './vault-keys.js';

const keys = new VaultKeys(randomBytes(32));

test('a key comes back for its conversation and for no other, and not under another master key', () => {
  const { key, wrapped } = keys.newSubjectKey('c1');
  expect(keys.unwrap('c1', wrapped)).toEqual(key);
  expect(() => keys.unwrap('c2', wrapped)).toThrow();
  expect(() => new VaultKeys(randomBytes(32)).unwrap('c1', wrapped)).toThrow();
});

test('a value opens where it belongs; one flipped bit or another place and it does not', () => {
  const { key } = keys.newSubjectKey('c1');
  const sealed = sealValue(key, 'Müller 🙂', 'c1|t|email');
  expect(openValue(key, sealed, 'c1|t|email')).toBe('Müller 🙂');
  expect(() => openValue(key, sealed, 'c1|t|phone')).toThrow();
  expect(() => openValue(keys.newSubjectKey('c1').key, sealed, 'c1|t|email')).toThrow();
  for (let at = 0; at < sealed.length; at++) {
    const flipped = Buffer.from(sealed);
    flipped[at]! ^= 1;
    expect(() => openValue(key, flipped, 'c1|t|email')).toThrow();
  }
});

test('digests are the same for the same key and value, and tell conversations apart', () => {
  const [one, other] = [keys.newSubjectKey('c1').key, keys.newSubjectKey('c2').key];
  expect(tokenDigest(one, 'email|a@b.co')).toBe(tokenDigest(one, 'email|a@b.co'));
  expect(tokenDigest(one, 'email|a@b.co')).not.toBe(tokenDigest(other, 'email|a@b.co'));
  expect(keys.contentHash('x')).not.toBe(new VaultKeys(randomBytes(32)).contentHash('x'));
});
