import { statfsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import pg from 'pg';
import { BootFailure } from './boot-failure.js';
import { EmbeddedSocket } from './embedded-socket.js';
import { lockFolder } from './lock-folder.js';
import { preferIndexes } from './prefer-indexes.js';
import { surviveLostConnections } from './survive-lost-connections.js';

/** Postgres inside this process, with its files in `dataDir`/postgres, behind the same `pg` pool as a server. */
export async function openEmbedded(dataDir: string): Promise<{ pool: pg.Pool; close: () => Promise<void> }> {
  const lock = lockFolder(dataDir);
  try {
    const postgres = await start(lock.folder);
    const pool = poolOn(postgres);
    const close = async () => {
      await pool.end();
      await postgres.close();
      lock.release();
    };
    return { pool, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function start(folder: string): Promise<PGlite> {
  try {
    return await PGlite.create(join(folder, 'postgres'), { extensions: { vector } });
  } catch (error) {
    throw new BootFailure(`The embedded database in ${folder} does not start: ${reason(folder, error)}.`, { cause: error });
  }
}

const neededMb = 64;

/** What PGlite throws when the disk is full names neither the disk nor the fact. */
function reason(folder: string, error: unknown): string {
  const { bavail, bsize } = statfsSync(folder);
  const freeMb = Math.floor((bavail * bsize) / 1024 ** 2);
  if (freeMb < neededMb) return `its disk has ${freeMb} MB left and ${neededMb} are needed, so free some space, or set DESKHAND_DATA to another folder`;
  const words = error instanceof Error ? error.message : JSON.stringify(error);
  return `${words}; if the folder was damaged, restore it or set DESKHAND_DATA to another one`;
}

/** One session, so one client at a time. */
function poolOn(postgres: PGlite): pg.Pool {
  const stream = () => new EmbeddedSocket(postgres) as unknown as Socket;
  return surviveLostConnections(new pg.Pool({ stream, user: 'postgres', pipeline: true, max: 1, idleTimeoutMillis: 0, onConnect: cleanSession } as pg.PoolConfig));
}

/** The session outlives a client that was thrown away: its open transaction and its prepared statements must not. */
async function cleanSession(client: pg.ClientBase): Promise<void> {
  await client.query('rollback');
  await client.query('discard all');
  await preferIndexes(client);
}
