import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
import { type ModelServer, startModelServer } from '@deskhand/model/testing/model-server.js';
import { drawOf, playTriage } from '@deskhand/model/testing/play-triage.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommandLine } from '../main.js';

const folder = mkdtempSync(join(tmpdir(), 'deskhand-cascade-'));
const held = readFileSync(new URL('../../../../../test/evals/held-out.jsonl', import.meta.url), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { id: string; text: string; route: string }).slice(0, 120);
const test = join(folder, 'test.jsonl');
let server: ModelServer;

beforeAll(async () => {
  writeFileSync(test, held.map((line) => JSON.stringify(line)).join('\n'));
  server = await startModelServer();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function run(args: string[], env: Record<string, string> = {}) {
  const told = { out: '', err: '' };
  const code = await runCommandLine(['eval', 'cascade', ...args], { env, out: { write: (text) => (told.out += text) }, err: { write: (text) => (told.err += text) } });
  return { code, ...told };
}

interface Row {
  model: string;
  sureFrom: number;
  accuracy: number;
  asked: number;
  callsPerTicket: number;
  usdPer1000Tickets: number;
}
const curveOf = (out: string) => (JSON.parse(out) as { curve: Row[] }).curve;

it('draws cost against accuracy for played tiers: asking more costs more, and a better model brings more', async () => {
  const { code, out } = await run(['--test', test, '--accuracy', '0.8,0.9', '0.99,0.99', '--json', '--report', join(folder, 'page.html'), '--predictions', join(folder, 'out.jsonl')]);
  expect(code).toBe(0);
  const [alone, ...curve] = curveOf(out);
  expect(alone).toMatchObject({ model: 'none', asked: 0, usdPer1000Tickets: 0 });
  for (const model of ['0.8, 0.9', '0.99, 0.99']) {
    const rows = curve.filter((row) => row.model === model);
    expect(rows.map(({ asked }) => asked)).toEqual(rows.map(({ asked }) => asked).toSorted((a, b) => a - b));
    expect(rows.at(-1)!.usdPer1000Tickets).toBeGreaterThan(rows[0]!.usdPer1000Tickets);
  }
  const at = (model: string) => curve.find((row) => row.model === model && row.sureFrom === 0.95)!;
  expect(at('0.99, 0.99').accuracy).toBeGreaterThan(alone!.accuracy);
  expect(at('0.99, 0.99').accuracy).toBeGreaterThanOrEqual(at('0.8, 0.9').accuracy);
  const harder = curveOf((await run(['--test', test, '--accuracy', '0.99,0.99', '--harder', '0.5', '--json'])).out);
  expect(harder.at(-2)!.accuracy).toBeLessThan(at('0.99, 0.99').accuracy);
  expect(readFileSync(join(folder, 'page.html'), 'utf8')).toContain('1,000 tickets');
  const lines = readFileSync(join(folder, 'out.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { id: string; asked: string[] });
  expect(lines.map(({ id }) => id)).toEqual(held.map(({ id }) => id));
}, 120_000);

it('asks the model at an endpoint, and says how often each tier is right', async () => {
  const { intents } = openCatalogue({});
  const accuracy = { 'small-1': 0.7, 'large-1': 0.9 };
  server.script = playTriage({ labels: new Map(held.map(({ text, route }) => [text, route])), intents: [...intents.keys()], accuracy });
  const { code, out } = await run(['--test', test, '--endpoint', '--json'], { LLM_BASE_URL: server.url, LLM_MODEL_CORE: 'small-1', LLM_MODEL_HEAVY: 'large-1' });
  expect(code).toBe(0);
  const { trust, curve } = JSON.parse(out) as { trust: Record<string, { asked: number; right: number }>; curve: Row[] };
  const askedOf = (model: string) => server.requests.filter((request) => request.model === model).map(({ messages }) => messages.at(-1)!.content);
  const rightOf = (model: 'small-1' | 'large-1') => askedOf(model).filter((text) => drawOf(1, model, text) < accuracy[model]).length / askedOf(model).length;
  expect(trust['core']!.asked).toBeGreaterThan(20);
  expect(trust['core']!.right).toBeCloseTo(rightOf('small-1'), 9);
  expect(trust['heavy']!.right).toBeCloseTo(rightOf('large-1'), 9);
  // A hundred tokens a call, as the endpoint says.
  const usd = (askedOf('small-1').length * 0.1 * 0.003 + askedOf('large-1').length * 0.1 * 0.02) / held.length;
  expect(curve[1]!.usdPer1000Tickets).toBeCloseTo(usd * 1000, 9);
}, 120_000);

it('says what is missing or cannot be', async () => {
  expect(await run(['--endpoint', '--test', test])).toMatchObject({ code: 1, err: expect.stringContaining('LLM_BASE_URL is not set') });
  expect(await run(['--endpoint'])).toMatchObject({ code: 1, err: expect.stringContaining('--endpoint needs --test') });
  expect(await run(['--accuracy', 'good'])).toMatchObject({ code: 2, err: expect.stringContaining('two shares, such as 0.85,0.9') });
});
