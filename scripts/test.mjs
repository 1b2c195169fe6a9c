// npm test: install what is missing, build, lint, run every spec; the last line is "N passed, N failed". Arguments go to vitest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests } from './count-tests.mjs';
import { build } from './ensure-built.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { ROOT, underNode24 } from './under-node-24.mjs';

const DEADLINE = 60 * 60_000;

async function main() {
  await ensureInstall();
  const failures = [tried('build', build), tried('lint', lint)].filter(Boolean);
  const tests = await runVitest(process.argv.slice(2));
  for (const each of [...failures, ...tests.broken]) console.error(`FAILED ${each}`);
  return { passed: tests.passed, failed: tests.failed + failures.length };
}

function tried(name, step) {
  try {
    step();
  } catch {
    return name;
  }
}

function lint() {
  const { status } = spawnSync('npm', ['run', '--silent', '--if-present', 'lint'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('lint');
}

async function runVitest(args) {
  const dir = mkdtempSync(join(tmpdir(), 'deskhand-tests-'));
  const file = join(dir, 'report.json');
  try {
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const reporters = ['--reporter=default', `--reporter=${join(ROOT, 'scripts/retried-reporter.mjs')}`, '--reporter=json', `--outputFile.json=${file}`];
    const exitCode = await underNode24([vitest, 'run', '--root', ROOT, ...reporters, ...args], { timeout: DEADLINE });
    return countTests(read(file), exitCode);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

let result = { passed: 0, failed: 1 };
try {
  result = await main();
} catch (error) {
  console.error(error);
}
process.exitCode = result.failed === 0 ? 0 : 1;
console.log(`${result.passed} passed, ${result.failed} failed`);
