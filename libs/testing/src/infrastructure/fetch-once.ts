import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { waitFor } from '../wait-for.js';
import { dropLock, takeLock } from './process-lock.js';

const DEADLINE = 10 * 60_000;

/**
 * Fills `folder` once: `fetch` writes into a scratch folder beside it, which takes the final name only when it is complete.
 * A lock keeps several test runs from fetching the same thing at once; were it ever to fail, the rename still lets only a
 * complete folder through.
 */
export async function fetchOnce(folder: string, fetch: (scratch: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const lock = `${folder}.lock`;
  await waitFor(() => existsSync(folder) || takeLock(lock), { for: `another process to fill ${folder}`, deadline: DEADLINE, every: 200 });
  try {
    if (!existsSync(folder)) await fill(folder, fetch);
  } finally {
    await dropLock(lock);
  }
  return folder;
}

async function fill(folder: string, fetch: (scratch: string) => Promise<void>): Promise<void> {
  const scratch = await mkdtemp(`${folder}.part-`);
  try {
    await fetch(scratch);
    // mkdtemp makes it private; the server may run as another user.
    await chmod(scratch, 0o755);
    await rename(scratch, folder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
