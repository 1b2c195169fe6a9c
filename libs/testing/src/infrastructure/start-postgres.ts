import { existsSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asServerUser } from './as-server-user.js';
import { dataFolder } from './data-folder.js';
import { freePort } from './free-port.js';
import { postgresPrograms } from './postgres-programs.js';
import { queryPostgres } from './query-postgres.js';
import { runCommand } from './run-command.js';
import type { RunningServer, ServerOptions } from './running-server.js';
import { startInContainer } from './start-in-container.js';
import { startNativeServer } from './start-native-server.js';
import { startWhereItWorks } from './start-where-it-works.js';

export interface RunningPostgres extends RunningServer {
  /** postgres://…/postgres, as a superuser without a password. */
  url: string;
  /** Creates the database unless it exists, and returns its url. */
  createDatabase(name: string): Promise<string>;
}

const SETTINGS = { shared_buffers: '256MB', max_connections: '200', fsync: 'on' };
const settingArgs = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** A real Postgres on 127.0.0.1, with pgvector except where only Debian's own Postgres is to be had. */
export function startPostgres(options: ServerOptions = {}): Promise<RunningPostgres> {
  return startWhereItWorks({
    name: 'Postgres',
    inContainer: () => postgresInContainer(options),
    natively: () => postgresNatively(options),
    install: 'install Python 3 with pip, or Postgres 15: apt-get install postgresql',
    message: options.message,
  });
}

async function postgresInContainer({ dir, port: wanted }: ServerOptions): Promise<RunningPostgres> {
  const port = await freePort(wanted);
  const url = urlOf(port);
  const server = await startInContainer({
    name: 'Postgres', image: 'pgvector/pgvector:pg16', innerPort: 5432, port,
    environment: { POSTGRES_HOST_AUTH_METHOD: 'trust' }, command: ['postgres', ...settingArgs],
    data: dir ? { dir: (await dataFolder('postgres', dir)).dir, at: '/var/lib/postgresql/data' } : undefined,
    isReady: () => queryPostgres(url, 'select 1'),
  });
  return { ...server, url, createDatabase: (name) => createDatabase(url, name) };
}

async function postgresNatively({ dir: wantedDir, port: wanted, message }: ServerOptions): Promise<RunningPostgres> {
  const programs = await postgresPrograms(message);
  const { dir, temporaryDir } = await dataFolder('postgres', wantedDir);
  const cluster = join(dir, 'cluster');
  const user = asServerUser();
  const [command = '', ...prefixArgs] = [...(user?.prefix ?? []), join(programs, 'postgres')];
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(programs, cluster, user);
  const port = await freePort(wanted);
  const url = urlOf(port);
  const server = await startNativeServer({
    name: 'Postgres', command,
    args: [...prefixArgs, '-D', cluster, '-p', String(port), '-k', cluster, '-c', 'listen_addresses=127.0.0.1', ...settingArgs],
    logFile: join(dir, 'postgres.log'), temporaryDir,
    stopSignal: 'SIGINT', // Postgres' "fast": it does not wait for clients to leave.
    isReady: () => queryPostgres(url, 'select 1'),
  });
  return { ...server, url, createDatabase: (name) => createDatabase(url, name) };
}

async function initialise(programs: string, cluster: string, user: ReturnType<typeof asServerUser>): Promise<void> {
  await mkdir(cluster, { mode: 0o700 });
  if (user) await chown(cluster, user.uid, user.gid);
  const initdb = [join(programs, 'initdb'), '-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  const [command = '', ...args] = [...(user?.prefix ?? []), ...initdb];
  await runCommand(command, args);
}

async function createDatabase(url: string, name: string): Promise<string> {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  const exists = await queryPostgres(url, 'select 1 from pg_database where datname = $1', [name]);
  if (exists.length === 0) await queryPostgres(url, `create database ${quoted}`);
  return url.replace(/[^/]+$/, encodeURIComponent(name));
}

function urlOf(port: number): string {
  return `postgres://postgres@127.0.0.1:${port}/postgres`;
}
