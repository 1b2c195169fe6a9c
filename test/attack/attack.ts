import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// npm run attack -- --n 10000 --seed 1 [--only direct,refunds,killed,approvals,takeovers,tau,personal-data] [--data DIR]
// The attacks stand on fixtures, which are in no build: vitest runs them from the sources.
const { values } = parseArgs({
  options: { n: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, only: { type: 'string', default: 'direct,refunds,killed,approvals,takeovers,tau,personal-data' }, data: { type: 'string' } },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const env = { ...process.env, ATTACK_N: values.n, ATTACK_SEED: values.seed, ATTACK_ONLY: values.only, ...(values.data && { DESKHAND_DATASETS: values.data }) };
const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'int', '--disable-console-intercept', '--testTimeout', '0', 'test/attack/full.spec.ts', 'test/privacy/full.spec.ts'];
const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
child.once('close', (code) => (process.exitCode = code ?? 1));
