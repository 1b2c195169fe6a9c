import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openValue, sealValue, tokenDigest, VaultKeys } from './vault-keys.js';

const keys = new VaultKeys(randomBytes(32));

test('a key comes back for its conversation and for no other, and not under another master key', () => {
  const { key, ...row } = keys.newSubjectKey('c1');
  expect(keys.unwrap('c1', row)).toEqual(key);
  expect(() => keys.unwrap('c2', row)).toThrow();
  expect(() => new VaultKeys(randomBytes(32)).unwrap('c1', row)).toThrow();
  expect(() => keys.unwrap('c1', { ...row, wrapped: row.wrapped.subarray(0, -4) })).toThrow();
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
});

test('a new master key opens what the old one wrapped, wraps it anew, and then needs the old one no more', () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const { key, ...row } = new VaultKeys(old).newSubjectKey('c1');
  const both = new VaultKeys(fresh, old);
  expect(both.unwrap('c1', row)).toEqual(key);
  const again = both.rewrap('c1', row);
  expect(again.master).toBe(both.current);
  expect(new VaultKeys(fresh).unwrap('c1', again)).toEqual(key);
  expect(() => new VaultKeys(old).unwrap('c1', again)).toThrow();
  expect(() => new VaultKeys(fresh).unwrap('c1', row)).toThrow();
  // A row said to be of the other version opens under neither.
  expect(() => both.unwrap('c1', { ...row, master: again.master })).toThrow();
  expect(() => both.unwrap('c1', { ...again, master: row.master })).toThrow();
  expect(() => both.unwrap('c1', { ...again, master: '' })).toThrow();
});
