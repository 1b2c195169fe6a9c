import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { startKafka } from '@deskhand/testing/infrastructure/start-kafka.js';
import { startPostgres } from '@deskhand/testing/infrastructure/start-postgres.js';
import { freePort } from '@deskhand/testing/infrastructure/free-port.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeskHttp } from '../cli/desk-http.js';
import { submit, waitForSettled } from '../cli/submit.js';
import type { Ticket } from '../cli/ticket.js';

const root = join(import.meta.dirname, '../../../..');
const services = ['ingestion', 'intent', 'retrieval', 'actions', 'escalation', 'feedback', 'console'];

let front: ChildProcess;
let desk: DeskHttp;
let output = '';
const ends: (() => Promise<unknown>)[] = [];

// It runs the build's programs, as npm run start:kafka does.
beforeAll(async () => {
  const [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
  ends.push(() => kafka.stop(), () => postgres.stop());
  const dataDir = await mkdtemp(join(tmpdir(), 'start-kafka-'));
  ends.push(() => rm(dataDir, { recursive: true, force: true }));
  const port = await freePort();
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), DESKHAND_DATA: dataDir, KAFKA_BROKERS: kafka.brokers, DATABASE_URL: await postgres.createDatabase('desk') };
  front = spawn(join(root, 'node_modules/.bin/node'), [join(root, 'services/desk/bin/start-kafka.mjs')], { cwd: root, env });
  for (const stream of [front.stdout, front.stderr]) stream?.on('data', (chunk) => (output += chunk));
  await waitFor(() => output.includes('Ready after') || front.exitCode !== null, { for: 'the desk', deadline: 120_000, every: 100 });
  if (front.exitCode !== null) throw new Error(output);
  desk = new DeskHttp(`http://127.0.0.1:${port}`, undefined);
}, 240_000);
afterAll(async () => {
  front?.kill('SIGKILL');
  for (const end of ends.toReversed()) await end();
});

test('each service is a process of its own, and together they answer', async () => {
  expect(processesOf(front.pid!).toSorted()).toEqual(services.toSorted());
  const { ticketId } = await submit(desk, { source: 'front', id: '1', text: 'What is your return policy?' });
  const ticket = await waitForSettled(desk, ticketId, 30);
  expect(ticket).toMatchObject({ state: 'replied', reply: { text: expect.stringMatching(/30 days/) } });
});

test.each(services)('%s is killed with -9: it comes back, and what was on its way is answered', async (name) => {
  const { ticketId } = await submit(desk, { source: 'front', id: `kill ${name}`, text: 'How long does standard shipping take?' });
  process.kill(pidOf(front.pid!, name)!, 'SIGKILL');
  await waitFor(async () => (await desk.call('GET', '/readyz')).status === 200, { for: `${name} to come back`, deadline: 40_000, every: 200 });
  const ticket = await waitFor(() => desk.get<Ticket>(`/v1/tickets/${ticketId}?wait=30`), { for: 'the answer', deadline: 40_000 });
  expect(ticket.state).toBe('replied');
}, 120_000);

test('every service is started anew under load by SIGHUP: no request fails, and every ticket is answered', async () => {
  const before = services.map((name) => pidOf(front.pid!, name));
  const failures: string[] = [];
  const ticketIds: string[] = [];
  const rolled = () => output.includes('Started anew');
  const write = async (lane: number) => {
    for (let n = 0; !rolled(); n++) {
      const { status, body } = await desk.call<{ ticketId: string }>('POST', '/v1/tickets', { source: 'roll', id: `${lane}-${n}`, text: 'What is your return policy?' });
      if (status === 202) ticketIds.push(body.ticketId);
      else failures.push(`POST ${status}`);
      await sleep(200);
    }
  };
  const read = async () => {
    while (!rolled()) {
      const path = ticketIds.length > 0 ? `/v1/tickets/${ticketIds.at(-1)}` : '/v1/tickets?limit=1';
      const { status } = await desk.call('GET', path);
      if (status !== 200) failures.push(`GET ${path.split('?')[0]} ${status}`);
      await sleep(100);
    }
  };
  front.kill('SIGHUP');
  await Promise.race([Promise.all([write(1), write(2), read()]), sleep(150_000).then(() => Promise.reject(new Error(`it does not end: ${output.slice(-1_000)}`)))]);
  expect(failures).toEqual([]);
  const after = services.map((name) => pidOf(front.pid!, name));
  expect(after.every((pid, n) => pid !== undefined && pid !== before[n])).toBe(true);
  expect(ticketIds.length).toBeGreaterThan(20);
  for (const ticketId of ticketIds) expect((await desk.get<Ticket>(`/v1/tickets/${ticketId}?wait=30`)).state).toBe('replied');
  expect(await desk.get('/v1/violations')).toEqual({ items: [] });
}, 240_000);

test('the documents of the whole desk and the metrics of all are behind the one port', async () => {
  const { paths } = await desk.get<{ paths: object }>('/openapi.json');
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/v1/tickets', '/v1/feedback', '/triage']));
  expect(await desk.get('/asyncapi.json')).toMatchObject({ asyncapi: '3.0.0' });
  const { body } = await desk.call<string>('GET', '/metrics');
  for (const name of services) expect(body).toContain(`process="${name}"`);
});

test('asked to stop, it ends in order and leaves nothing running', async () => {
  const pids = services.map((name) => pidOf(front.pid!, name)!);
  front.kill('SIGTERM');
  await waitFor(() => front.exitCode !== null, { for: 'the end', deadline: 30_000 });
  expect(front.exitCode).toBe(0);
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
});

test('half of the servers is refused with a sentence', async () => {
  const child = spawn(join(root, 'node_modules/.bin/node'), [join(root, 'services/desk/bin/start-kafka.mjs')], { cwd: root, env: { PATH: process.env.PATH, KAFKA_BROKERS: 'localhost:9092' } });
  let words = '';
  child.stderr.on('data', (chunk) => (words += chunk));
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1);
  expect(words.trim()).toBe('KAFKA_BROKERS is set but DATABASE_URL is not: set both, or neither to have Kafka and Postgres brought up here.');
});

function processesOf(parent: number): string[] {
  return services.filter((name) => pidOf(parent, name) !== undefined);
}

/** The child that was started as `service.mjs NAME`. */
function pidOf(parent: number, name: string): number | undefined {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').endsWith(`service.mjs\0${name}\0`));
}
