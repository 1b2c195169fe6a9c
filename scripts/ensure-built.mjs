import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './under-node-24.mjs';

const STAMP = join(ROOT, 'node_modules/.cache/deskhand/built');
const SOURCES = ['libs', 'services', 'proto', 'deploy', 'test', 'package.json', 'tsconfig.json', 'tsconfig.base.json'];
const NOT_SOURCES = new Set(['node_modules', 'dist', '.deskhand']);

/** Runs `npm run build` when a source is newer than the last build that worked, or a package has no dist. */
export function ensureBuilt() {
  const newest = Math.max(...SOURCES.map((path) => newestIn(join(ROOT, path))));
  const built = existsSync(STAMP) ? Number(readFileSync(STAMP, 'utf8')) : 0;
  if (newest <= built && everyPackageHasDist()) return;
  console.error('Building …');
  build();
}

/** Runs `npm run build`, and remembers that it worked. */
export function build() {
  const before = Date.now();
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The build failed: its words are above.');
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, String(before));
}

function everyPackageHasDist() {
  return ['libs', 'services'].every((group) => packagesIn(group).every((dir) => existsSync(join(dir, 'dist'))));
}

function packagesIn(group) {
  const dir = join(ROOT, group);
  if (!existsSync(dir)) return [];
  return readdirSync(dir).map((name) => join(dir, name)).filter((path) => existsSync(join(path, 'tsconfig.json')));
}

function newestIn(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return path.endsWith('.tsbuildinfo') ? 0 : stats.mtimeMs;
  const names = readdirSync(path).filter((name) => !NOT_SOURCES.has(name));
  return Math.max(0, ...names.map((name) => newestIn(join(path, name))));
}
