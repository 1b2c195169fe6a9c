import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BootFailure } from '@deskhand/kit/boot-failure.js';

/** The secret in a file: 32 random bytes as base64url, made (mode 0600) when there is none. @throws BootFailure with a sentence that names the file */
export function loadSecretFile(path: string, what: string): string {
  try {
    return read(path) ?? (make(path), read(path)!);
  } catch (error) {
    throw new BootFailure(`${what} cannot be kept in ${path}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function read(path: string): string | undefined {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret === '') throw new Error('the file is empty; remove it to have a new one made');
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all, and the first of two processes wins. */
function make(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}
