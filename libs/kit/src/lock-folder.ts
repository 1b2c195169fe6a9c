import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BootFailure } from './boot-failure.js';

export interface FolderLock {
  /** The folder's real path. */
  readonly folder: string;
  release(): void;
}

/**
 * Takes the exclusive lock of a data folder, which is made when missing.
 * SQLite is used for its file lock alone: the kernel drops it with the process, also on kill -9, so it is never stale,
 * and it holds between containers that share the folder. (Reading `desk.lock` in this process would drop it: the pid has its own file.)
 * @throws BootFailure when another desk holds it or the folder cannot be written
 */
export function lockFolder(path: string): FolderLock {
  const folder = makeFolder(path);
  const pidFile = join(folder, 'desk.pid');
  const file = openLockFile(folder);
  try {
    file.exec('pragma busy_timeout = 0; begin exclusive');
  } catch (error) {
    file.close();
    if (!/locked|busy/i.test(String(error))) throw unwritable(folder, error);
    throw new BootFailure(
      `Another desk${holder(pidFile)} is using the data folder ${folder}: stop it first, or set DESKHAND_DATA to another folder.`,
    );
  }
  try {
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch (error) {
    file.close();
    throw unwritable(folder, error);
  }
  return {
    folder,
    release: () => {
      if (!file.isOpen) return;
      rmSync(pidFile, { force: true });
      file.close();
    },
  };
}

function makeFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true });
    return realpathSync(path);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function openLockFile(folder: string): DatabaseSync {
  try {
    return new DatabaseSync(join(folder, 'desk.lock'));
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function unwritable(folder: string, error: unknown): BootFailure {
  const reason = error instanceof Error ? error.message : String(error);
  return new BootFailure(
    `The data folder ${folder} cannot be written (${reason}): free some space or mend its permissions, or set DESKHAND_DATA to another folder.`,
    { cause: error },
  );
}

function holder(pidFile: string): string {
  try {
    return ` (process ${readFileSync(pidFile, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
