import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from './database.js';
import { toProblem } from './to-problem.js';

const disk = mkdtempSync(join(tmpdir(), 'kit-disk-'));

function run(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

// A small disk of its own needs the right to mount one, which containers of CI have and users of a laptop do not.
const mounted = process.platform === 'linux' && run('mount', '-t', 'tmpfs', '-o', 'size=10m', 'tmpfs', disk);

afterAll(() => {
  // Lazily: PGlite leaves files open when it closes.
  if (mounted) run('umount', '-l', disk);
  rmSync(disk, { recursive: true, force: true });
});

describe.skipIf(!mounted)('a full disk', () => {
  const dataDir = join(disk, 'desk');

  it('is named when the desk starts on it, and nothing is left in the way of a later start', async () => {
    await expect(openDatabase({ dataDir })).rejects.toThrow(/^The embedded database in \S+ does not start: its disk has \d+ MB left and 64 are needed, so free some space/);
    run('mount', '-o', 'remount,size=100m', disk);
    const db = await openDatabase({ dataDir });
    await db.query('create table filler (i int, words text)');
    await db.close();
  }, 60_000);

  it('refuses writes while the desk runs, answers reads, and takes writes once there is room', async () => {
    const db = await openDatabase({ dataDir });
    let refusal: unknown;
    for (let i = 0; i < 100 && !refusal; i++)
      await db
        .query(`insert into filler select i, repeat(md5(i::text), 30) from generate_series(1, 2000) as i`)
        .catch((error: unknown) => (refusal = error));
    expect(toProblem(refusal)).toMatchObject({ status: 503, title: 'Disk full' });
    expect(await db.query('select count(*) > 0 as some from filler')).toEqual([{ some: true }]);
    run('mount', '-o', 'remount,size=300m', disk);
    await db.query(`insert into filler values (0, 'room')`);
    await db.close();
  }, 60_000);
});
