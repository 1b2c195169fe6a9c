import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { waitFor } from '../wait-for.js';

/** A process that starts all three servers, says where, and never stops them. Node strips the types itself. */
const PARENT = `
import { registerHooks } from 'node:module';
const own = ${JSON.stringify(import.meta.dirname)};
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.startsWith('.') && context.parentURL?.includes('/libs/testing/src/') ? specifier.replace(/js$/, 'ts') : specifier, context),
});
const { startKafka } = await import(own + '/start-kafka.ts');
const { startPostgres } = await import(own + '/start-postgres.ts');
const { startRedis } = await import(own + '/start-redis.ts');
const [kafka, postgres, redis] = await Promise.all([startKafka(), startPostgres(), startRedis()]);
console.log(JSON.stringify(['tcp://' + kafka.brokers, postgres.url, redis.url].map((url) => Number(new URL(url).port))));
if (process.argv[1] === 'leave') process.exit(0);
setInterval(() => undefined, 1000);
`;

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'deskhand-guard-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

it('leaves no server and no data behind when the process that started them is killed with -9', async () => {
  const { parent, ports } = await startParent('stay');
  expect(await Promise.all(ports.map(answers))).toEqual([true, true, true]);
  expect(await readdir(scratch)).toHaveLength(3);
  parent.kill('SIGKILL');
  await expectNothingLeft(ports);
});

it('leaves nothing behind when that process exits without stopping them', async () => {
  const { ports } = await startParent('leave');
  await expectNothingLeft(ports);
});

async function startParent(then: 'stay' | 'leave') {
  const parent = spawn(process.execPath, ['--input-type=module', '-e', PARENT, then], {
    env: { ...process.env, TMPDIR: scratch, DESKHAND_INFRASTRUCTURE: 'native' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  return { parent, ports: JSON.parse(line.toString()) as number[] };
}

async function expectNothingLeft(ports: number[]): Promise<void> {
  await waitFor(async () => !(await Promise.all(ports.map(answers))).includes(true), { for: 'the servers to be gone', deadline: 5000 });
  await waitFor(async () => (await readdir(scratch)).length === 0, { for: 'their data to be gone', deadline: 5000 });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
