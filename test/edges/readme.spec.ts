import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identitySecret, startDesk, type RunningDesk } from '../support/start-desk.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const snippets = readme.split('\n').filter((line) => line.startsWith('npx deskhand '));
const run = promisify(execFile);
// vitest sets MODE, which is a variable of the desk's too.
const { MODE: _mode, ...environment } = process.env;

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk?.stop());

function deskhand(line: string) {
  const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '').slice(2);
  return run(join(root, 'node_modules/.bin/node'), [join(root, 'services/desk/bin/deskhand.mjs'), ...args], {
    env: { ...environment, DESKHAND_URL: desk.url, IDENTITY_SECRET: identitySecret, DESKHAND_DATA: desk.dataDir },
  });
}

test('the README has commands to try', () => {
  expect(snippets.length).toBeGreaterThan(4);
});

test.each(snippets)('%s', async (line) => {
  const { stdout } = await deskhand(line);
  expect(stdout.trim().length).toBeGreaterThan(20);
});

test('every file that the README links to exists', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.length).toBeGreaterThan(8);
  for (const link of links) expect(() => readFileSync(join(root, link)), link).not.toThrow(/ENOENT/);
});

test.each([
  ['an unknown command', ['nonsense'], 2],
  ['an unknown ticket', ['show', 'tkt_nope'], 1],
])('%s ends with exit code %s', async (_what, args, code) => {
  await expect(deskhand(`npx deskhand ${args.join(' ')}`)).rejects.toMatchObject({ code });
});

test('no desk at the address is exit code 3', async () => {
  const call = run(join(root, 'node_modules/.bin/node'), [join(root, 'services/desk/bin/deskhand.mjs'), 'queue'], { env: { ...environment, DESKHAND_URL: 'http://127.0.0.1:9' } });
  await expect(call).rejects.toMatchObject({ code: 3 });
});
