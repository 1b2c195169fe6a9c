import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runChild } from '../children/run-child.js';
import { openDatabase } from './database.js';

const root = mkdtempSync(join(tmpdir(), 'kit-stop-'));
const env = { DESKHAND_DATA: join(root, 'desk') };

// A database made beforehand: what is measured below is the start of a desk, and not initdb.
beforeAll(async () => (await openDatabase({ dataDir: env.DESKHAND_DATA })).close(), 60_000);
afterAll(() => rmSync(root, { recursive: true }));

it('drains the bus first, finishes requests in hand, refuses new ones, and ends with 0', async () => {
  const desk = runChild('start-desk', [], env);
  const url = await desk.nextLine();
  const slow = fetch(`${url}/slow`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  desk.process.kill('SIGTERM');
  expect(await desk.nextLine()).toBe('draining');
  expect((await fetch(`${url}/slow`)).status).toBe(503);
  const ready = await fetch(`${url}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ reasons: ['the desk is stopping'] });
  expect((await slow).status).toBe(200);
  expect(await desk.gone).toBe(0);
  expect(desk.lines.slice(1)).toEqual(['draining', 'drained', 'closed']);
}, 60_000);

it('ends at once on the second signal', async () => {
  const desk = runChild('start-desk', [], env);
  await desk.nextLine();
  desk.process.kill('SIGINT');
  expect(await desk.nextLine()).toBe('draining');
  desk.process.kill('SIGINT');
  expect(await desk.gone).toBe(1);
}, 60_000);

it('says in a sentence, and nothing else, why it does not start', async () => {
  const desk = runChild('start-desk', [], env);
  const url = await desk.nextLine();
  const second = runChild('start-desk', [], env);
  expect(await second.gone).toBe(1);
  expect(second.errors()).toMatch(/^Another desk \(process \d+\) is using the data folder \S+: stop it first, or set DESKHAND_DATA to another folder\.\n$/);
  const samePort = runChild('start-desk', [], { DESKHAND_DATA: join(root, 'other'), PORT: new URL(url).port });
  expect(await samePort.gone).toBe(1);
  expect(samePort.errors()).toMatch(/^Port \d+ on 127\.0\.0\.1 is taken by another program: stop it, or set PORT to a free one\.\n$/);
  const exposed = runChild('start-desk', [], { ...env, HOST: '0.0.0.0' });
  expect(await exposed.gone).toBe(1);
  expect(exposed.errors()).toMatch(/^HOST is "0\.0\.0\.0", which others can reach, but API_TOKEN is not set: .*\n$/);
  desk.process.kill('SIGKILL');
  await desk.gone;
}, 60_000);

it('starts again where a killed one was', async () => {
  const desk = runChild('start-desk', [], env);
  const url = await desk.nextLine();
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  desk.process.kill('SIGTERM');
  expect(await desk.gone).toBe(0);
}, 60_000);
