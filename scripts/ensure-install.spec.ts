import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstMissing } from './ensure-install.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'deskhand-install-'));
  lock('package-lock.json', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-darwin': { version: '1.0.0', optional: true } });
});
afterEach(() => rmSync(root, { recursive: true }));

it('sees that nothing is installed', () => {
  expect(firstMissing(root)).toBe('nothing is installed yet');
});

it('is content with what is locked, optional packages aside', () => {
  install('a', '1.0.0');
  expect(firstMissing(root)).toBeUndefined();
});

it('sees another version and a removed folder', () => {
  install('a', '0.9.0');
  expect(firstMissing(root)).toBe('a should be 1.0.0');
  rmSync(join(root, 'node_modules/a'), { recursive: true });
  expect(firstMissing(root)).toBe('a is missing');
});

function install(name: string, version: string): void {
  mkdirSync(join(root, 'node_modules', name), { recursive: true });
  lock('node_modules/.package-lock.json', { [`node_modules/${name}`]: { version } });
}

function lock(file: string, packages: object): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), JSON.stringify({ packages }));
}
