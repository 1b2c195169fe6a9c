import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './under-node-24.mjs';

const ATTEMPTS = 3;

/** Runs `npm ci` when node_modules is not what package-lock.json says, and says so. Needs nothing but Node 20. */
export async function ensureInstall() {
  const missing = firstMissing();
  if (!missing) return;
  console.error(`Installing what package-lock.json lists (${missing}). It takes a minute, once.`);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const code = await npmCi();
    if (code === 0) return;
    console.error(`npm ci ended with ${code}${attempt < ATTEMPTS ? '; trying again' : ''}.`);
  }
  throw new Error(`npm ci failed ${ATTEMPTS} times: its words are above. Is the npm registry reachable?`);
}

/**
 * The first thing that is not installed as locked, in words, or undefined. npm writes node_modules/.package-lock.json last,
 * so an interrupted install shows too.
 * @returns {string | undefined}
 */
export function firstMissing(root = ROOT) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules/.package-lock.json'));
  if (!wanted) return undefined;
  if (!installed) return 'nothing is installed yet';
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) continue;
    if (entry.optional || entry.devOptional || entry.peer) continue; // npm leaves out what does not fit the machine
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (!existsSync(join(root, path))) return `${name} is missing`;
    const found = installed[path];
    if (!found || found.version !== entry.version) return `${name} should be ${entry.version ?? 'linked'}`;
  }
  if (needsNode24(wanted) && !existsSync(join(root, 'node_modules/.bin/node'))) return 'Node 24 is missing';
  return undefined;
}

/** The npm package `node` puts its binary there while it installs. */
function needsNode24(wanted) {
  return wanted['node_modules/node'] && Number(process.versions.node.split('.')[0]) < 24;
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function npmCi() {
  const started = Date.now();
  const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  const progress = setInterval(() => console.error(`  still installing, ${Math.round((Date.now() - started) / 1000)} s …`), 5000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? signal));
  }).finally(() => clearInterval(progress));
}
