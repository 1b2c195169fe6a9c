import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface DataFolder {
  dir: string;
  /** The same folder when it is to go away with the server. */
  temporaryDir?: string;
}

/** The folder asked for, or a temporary one. */
export async function dataFolder(name: string, wanted?: string): Promise<DataFolder> {
  if (wanted) {
    const dir = resolve(wanted);
    await mkdir(dir, { recursive: true });
    return { dir };
  }
  const dir = await mkdtemp(join(tmpdir(), `deskhand-${name}-`));
  await chmod(dir, 0o755);
  return { dir, temporaryDir: dir };
}
