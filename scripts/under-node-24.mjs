import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** On Kafka, short-lived objects are many: in the 16 MB that Node gives them, collecting them costs a tenth of the processor time under load. */
const nodeFlags = process.env.KAFKA_BROKERS ? ['--max-semi-space-size=64'] : [];

/** Node 24 as the npm package `node` brings it, or the running node where that is new enough. */
export function node24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const installed = join(ROOT, 'node_modules/.bin/node');
  if (!existsSync(installed)) throw new Error(`Node 24 is not at ${installed}: run npm ci`);
  return installed;
}

/**
 * Runs a module under Node 24 and resolves with its exit code. Signals sent to us reach it, and it dies when we do,
 * kill -9 included.
 * @param {string[]} args the module's path and its arguments
 * @param {{ timeout?: number }} [options]
 * @returns {Promise<number>}
 */
export function underNode24(args, options = {}) {
  const preload = new URL('./die-with-parent.mjs', import.meta.url).href;
  const child = spawn(node24(), [...nodeFlags, '--import', preload, ...args], {
    stdio: 'inherit',
    timeout: options.timeout,
    killSignal: 'SIGKILL',
    env: { ...process.env, DIE_WITH_PARENT: String(process.pid), PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
