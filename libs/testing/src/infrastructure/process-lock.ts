import { readFile, rm, writeFile } from 'node:fs/promises';

/** Takes the lock file unless a living process holds it. The lock of a dead one is removed; ask again. */
export async function takeLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = await lockOwner(file);
    if (owner > 0 && !isAlive(owner)) await rm(file, { force: true });
    return false;
  }
}

/** Gives the lock back if it is ours. */
export async function dropLock(file: string): Promise<void> {
  if ((await lockOwner(file)) === process.pid) await rm(file, { force: true });
}

/** The process id in the lock file; 0 without one. */
export async function lockOwner(file: string): Promise<number> {
  return Number(await readFile(file, 'utf8').catch(() => '0'));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
