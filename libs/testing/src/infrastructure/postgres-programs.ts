import { existsSync } from 'node:fs';
import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.js';
import { fetchOnce } from './fetch-once.js';
import { NotInstalled } from './not-installed.js';
import { runCommand } from './run-command.js';
import type { Tell } from './running-server.js';

const WHEEL = 'pgserver==0.1.4';
const DEBIAN = '/usr/lib/postgresql';

/**
 * The folder with `initdb` and `postgres`: Postgres 16.2 with pgvector 0.6.2 out of the Python wheel `pgserver` (only unpacked,
 * 11 MB), else Debian's own Postgres, which has no pgvector. `DESKHAND_POSTGRES=debian` skips the wheel.
 */
export async function postgresPrograms(message?: Tell): Promise<string> {
  if (process.env['DESKHAND_POSTGRES'] === 'debian') return debianPrograms('DESKHAND_POSTGRES=debian');
  try {
    const home = await fetchOnce(cacheFolder('postgres-16.2'), (scratch) => unpackWheel(scratch, message));
    return join(home, 'pgserver', 'pginstall', 'bin');
  } catch (error) {
    message?.('Postgres with pgvector cannot be fetched with pip; trying the Postgres of this system.');
    return debianPrograms((error as Error).message);
  }
}

async function unpackWheel(scratch: string, message?: Tell): Promise<void> {
  message?.('Fetching Postgres 16.2 with pgvector with pip, once …');
  // The programs inside do not care which Python asks for them.
  const anyPython = process.platform === 'linux'
    ? ['--only-binary=:all:', '--python-version=3.11', `--platform=manylinux2014_${machine()}`]
    : [];
  await runCommand('python3', ['-m', 'pip', 'download', '-q', '--no-deps', ...anyPython, '-d', scratch, WHEEL]);
  const wheel = (await readdir(scratch)).find((file) => file.endsWith('.whl'));
  if (!wheel) throw new Error('pip downloaded no wheel');
  await runCommand('python3', ['-m', 'zipfile', '-e', join(scratch, wheel), scratch]);
  await rm(join(scratch, wheel));
  // A zip file does not carry the right to execute.
  const programs = join(scratch, 'pgserver', 'pginstall', 'bin');
  for (const program of await readdir(programs)) await chmod(join(programs, program), 0o755);
}

function machine(): string {
  return process.arch === 'arm64' ? 'aarch64' : 'x86_64';
}

async function debianPrograms(why: string): Promise<string> {
  const versions = existsSync(DEBIAN) ? (await readdir(DEBIAN)).map(Number).filter((version) => version >= 15) : [];
  const programs = join(DEBIAN, String(Math.max(...versions)), 'bin');
  if (!existsSync(join(programs, 'postgres'))) throw new NotInstalled(`no Postgres 15 or later in ${DEBIAN} and no wheel (${why})`);
  return programs;
}
