import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkCatalogue } from '@deskhand/catalogue/check-catalogue.js';
import { readCatalogueFiles } from '@deskhand/catalogue/read-catalogue-files.js';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { shippedCatalogue } from '../../shipped-catalogue.js';
import { fault, type Finding, ok, warning } from './finding.js';

type Environment = Record<string, string | undefined>;

const leastFreeBytes = 500e6;

/** Node, the environment, the data folder, the vault's key, the catalogue. */
export async function checkMachine(env: Environment): Promise<Finding[]> {
  return [node(), await environment(env), dataFolder(resolve(env.DESKHAND_DATA || './.deskhand')), ...vaultKey(env), catalogue(env.CATALOGUE_DIR || shippedCatalogue)];
}

function node(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 24 ? ok(`Node ${process.versions.node}`) : fault(`Node ${process.versions.node} is too old: the desk needs 24`, 'npm ci');
}

async function environment(env: Environment): Promise<Finding> {
  try {
    const { deskConfigSchema } = await import('../../config.js');
    parseConfig(deskConfigSchema, env);
    return ok('the environment can be used');
  } catch (error) {
    if (error instanceof BootFailure) return fault(error.message, 'correct the variable and start again');
    throw error;
  }
}

function dataFolder(folder: string): Finding {
  const place = nearest(folder);
  try {
    accessSync(place, constants.W_OK);
  } catch {
    return fault(`the data folder ${folder} cannot be written`, `chown ${process.env.USER ?? 'you'} ${place}, or set DESKHAND_DATA to another folder`);
  }
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  const size = `${(free / 1e9).toFixed(1)} GB free`;
  return free < leastFreeBytes ? warning(`the data folder ${folder} is nearly full: ${size}`, 'free some space, or set DESKHAND_DATA to another disk') : ok(`the data folder ${folder} can be written, ${size}`);
}

/** Whoever reads it reads every customer; whoever loses it reads none. A desk makes it at its first start. */
function vaultKey(env: Environment): Finding[] {
  const file = resolve(env.VAULT_KEY_FILE || join(env.DESKHAND_DATA || './.deskhand', 'vault.key'));
  if (!existsSync(file)) {
    if (!env.VAULT_KEY_FILE && !existsSync(dirname(file))) return [];
    const mend = env.VAULT_KEY_FILE ? 'bring it back from its backup; only for a new desk may the next start make one' : 'bring it back from its backup, unless this folder is new: then the next start makes it';
    return [warning(`the vault's key ${file} is not there`, mend)];
  }
  const { mode } = statSync(file);
  if (mode & 0o077) return [fault(`others can read the vault's key ${file}`, `chmod 600 ${file}`)];
  return [ok(`the vault's key ${file} is there, and only its owner can read it`)];
}

function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder));
}

function catalogue(dir: string): Finding {
  const mend = `npx deskhand catalogue check ${dir}`;
  try {
    const faults = checkCatalogue(readCatalogueFiles(dir));
    return faults.length === 0 ? ok(`the catalogue ${dir} has no faults`) : fault(`the catalogue ${dir} has ${faults.length} faults`, mend);
  } catch (error) {
    return fault(`the catalogue ${dir} cannot be read: ${error instanceof Error ? error.message : String(error)}`, 'set CATALOGUE_DIR to a catalogue folder, or leave it unset');
  }
}
