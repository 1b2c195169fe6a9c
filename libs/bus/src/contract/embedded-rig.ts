import { type Database, openDatabase } from '@deskhand/kit/database.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rig } from './rig.js';

/** PGlite in folders of their own. */
export function embeddedRig(): Rig {
  const folders: string[] = [];
  let db: Database | undefined;
  const folder = async () => {
    folders.push(await mkdtemp(join(tmpdir(), 'deskhand-bus-')));
    return folders.at(-1)!;
  };
  return {
    driver: 'embedded',
    start: async () => void (db = await openDatabase({ dataDir: await folder() })),
    stop: async () => {
      await db?.close();
      await Promise.all(folders.map((path) => rm(path, { recursive: true, force: true })));
    },
    db: () => db!,
    kafka: () => undefined,
    apart: async () => ({ DESKHAND_DATA: await folder() }),
  };
}
