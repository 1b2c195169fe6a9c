import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const planted = join(root, 'services/planted');
afterEach(() => rmSync(planted, { recursive: true, force: true }));

function lint(path: string, code: string): string {
  const file = join(planted, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, code);
  const run = spawnSync(join(root, 'node_modules/.bin/oxlint'), [planted], { cwd: root, encoding: 'utf8' });
  return run.status === 0 ? '' : run.stdout;
}

test.each([
  ['I/O in a rule', 'src/decide/a.ts', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n", 'decide/ is pure'],
  ['Nest in a rule', 'src/decide/a.ts', "import { Module } from '@nestjs/common';\nexport const m = Module;\n", 'decide/ is pure'],
  ['async code in a rule', 'src/decide/a.ts', 'export async function decide() {\n  return 1;\n}\n', 'async code in decide/'],
  ['the clock in a rule', 'src/decide/a.ts', 'export const now = () => Date.now();\n', 'Date.now in decide/'],
  ['today in a rule', 'src/decide/a.ts', 'export const now = () => new Date();\n', 'new Date() in decide/'],
  ['chance in a rule', 'src/decide/a.ts', 'export const dice = () => Math.random();\n', 'Math.random in decide/'],
  ['Kafka outside the bus', 'src/perform/a.ts', "import { Kafka } from 'kafkajs';\nexport const k = Kafka;\n", 'Only libs/bus speaks to Kafka'],
  ['a service in a service', 'src/perform/a.ts', "import { x } from '@deskhand/actions/decide/gate.js';\nexport const y = x;\n", 'A service never imports another service'],
])('%s fails the lint', (_what, path, code, sentence) => {
  expect(lint(path, code)).toContain(sentence);
});

test('the same folder without a violation passes', () => {
  expect(lint('src/decide/a.ts', 'export function decide(now: number): number {\n  return now + 1;\n}\n')).toBe('');
});
