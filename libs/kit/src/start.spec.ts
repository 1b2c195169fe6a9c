import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, HttpCode, Inject, Module, Param, Post } from '@nestjs/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { baseConfigSchema, parseConfig } from './config.js';
import { Database } from './database.js';
import { Transient } from './errors.js';
import { createLogger } from './logger.js';
import { mountDocs } from './mount-docs.js';
import { Problem } from './problem.js';
import { Metrics, Readiness } from './runtime.js';
import { start, type Started } from './start.js';
import { currentTraceId } from './telemetry.js';
import { plain, printable, text } from './text.js';

const ticketSchema = z.object({
  id: printable(200),
  text: text(20_000),
  customer: z.object({ email: z.email().optional(), name: plain(200).optional() }).optional(),
  metadata: z.record(plain(100), plain(500)).optional(),
});

@Controller()
class SampleController {
  constructor(@Inject(Database) private readonly db: Database) {}

  @Post('v1/tickets')
  @HttpCode(202)
  take(@Body({ schema: ticketSchema }) ticket: z.infer<typeof ticketSchema>) {
    return ticket;
  }

  @Get('v1/conversations/:id')
  async conversation(@Param('id') id: string) {
    const [row] = await this.db.query<{ id: string }>('select $1::text as id', [id]);
    return { id: row!.id };
  }

  @Post('v1/conversations/:id/takeover')
  takeover(@Param('id') id: string) {
    throw new Problem(503, 'Busy', `${id} is being delivered to`, { headers: { 'retry-after': '3' } });
  }

  @Get('v1/trace')
  trace() {
    return { traceId: currentTraceId() };
  }

  @Get('v1/broken')
  broken() {
    throw new Error('the secret reason');
  }

  @Get('v1/elsewhere')
  elsewhere() {
    throw new Transient('the shop does not answer');
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

const folder = mkdtempSync(join(tmpdir(), 'kit-start-'));
const lines: string[] = [];
let desk: Started;

beforeAll(async () => {
  const config = parseConfig(baseConfigSchema, { PORT: '0', DESKHAND_DATA: folder, PUBLIC_HOSTS: 'desk.example.com' });
  const logger = createLogger({ name: 'sample', level: 'info', destination: { write: (line) => lines.push(line) } });
  desk = await start({ name: 'sample', modules: [SampleModule], services: [], config, logger, prepare: mountDocs, signals: false });
}, 60_000);

afterAll(async () => {
  await desk?.stop();
  rmSync(folder, { recursive: true });
});

function post(path: string, body: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  return fetch(desk.url + path, { method: 'POST', body: body as string, headers });
}

async function problem(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const body = (await answer.json()) as { type: string; title: string; status: number; detail: string; errors?: { path: string; message: string }[] };
  expect(body).toMatchObject({ type: 'about:blank', status: answer.status, title: expect.any(String), detail: expect.any(String) });
  return body;
}

/** What the desk answers to bytes that no HTTP client would send. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(desk.url).port), '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(1_000, () => socket.end());
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

it('takes a good body, trimmed, and ignores what it does not know', async () => {
  const answer = await post('/v1/tickets', JSON.stringify({ id: '1', text: '  My order is late 😀 ', extra: 1, metadata: { tier: 'x' } }));
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ id: '1', text: 'My order is late 😀', metadata: { tier: 'x' } });
});

it('names every path at fault', async () => {
  const answer = await post('/v1/tickets', JSON.stringify({ text: 7, customer: { email: 'no' }, metadata: { a: 1 } }));
  const { status, errors } = await problem(answer);
  expect(status).toBe(422);
  expect(errors!.map(({ path }) => path).sort()).toEqual(['customer.email', 'id', 'metadata.a', 'text']);
});

it.each([
  ['NUL', '{"id":"1","text":"a\\u0000b"}', 'text'],
  ['a lone surrogate', '{"id":"1","text":"a\\ud800"}', 'text'],
  ['a lone surrogate in an id', '{"id":"\\udc00","text":"a"}', 'id'],
  ['NUL in metadata', '{"id":"1","text":"a","metadata":{"k":"\\u0000"}}', 'metadata.k'],
  ['blank text', '{"id":"1","text":" \\n\\t "}', 'text'],
  ['an empty id', '{"id":"","text":"a"}', 'id'],
  ['a control character in an id', '{"id":"a\\nb","text":"a"}', 'id'],
  ['an id of 201 characters', JSON.stringify({ id: '😀'.repeat(201), text: 'a' }), 'id'],
  ['a text of 20,001 characters', JSON.stringify({ id: '1', text: 'é'.repeat(20_001) }), 'text'],
  ['null', 'null', ''],
  ['a list', '[]', ''],
  ['a number', '7', ''],
])('refuses %s with 422', async (_name, body, path) => {
  const { status, errors } = await problem(await post('/v1/tickets', body));
  expect(status).toBe(422);
  expect(errors!.map((error) => error.path)).toContain(path);
});

it('counts code points and not units', async () => {
  const answer = await post('/v1/tickets', JSON.stringify({ id: '😀'.repeat(200), text: '😀'.repeat(20_000) }));
  expect(answer.status).toBe(202);
});

it.each([
  ['nothing', ''],
  ['broken JSON', '{"id":'],
  ['10,000 levels of lists', '['.repeat(10_000) + ']'.repeat(10_000)],
  ['10,000 levels of members', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['10,000 levels inside an ignored member', `{"id":"1","text":"a","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
  ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
])('answers 400 to %s', async (_name, body) => {
  expect((await problem(await post('/v1/tickets', body))).status).toBe(400);
});

it('does not count brackets in strings as levels', async () => {
  expect((await post('/v1/tickets', JSON.stringify({ id: '1', text: `"\\${'['.repeat(500)}` }))).status).toBe(202);
});

it('does not let a body reach into prototypes', async () => {
  const answer = await post('/v1/tickets', '{"id":"1","text":"a","__proto__":{"polluted":true},"metadata":{"__proto__":"x","k":"v"}}');
  expect(await answer.json()).toEqual({ id: '1', text: 'a', metadata: { k: 'v' } });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

it('refuses a body over 256 KiB, declared or streamed', async () => {
  const big = JSON.stringify({ id: '1', text: 'a'.repeat(256 * 1024) });
  expect((await problem(await post('/v1/tickets', big))).status).toBe(413);
  const head = `POST /v1/tickets HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
  expect(await raw(`${head}${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
});

it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx', 'application/problem+json'])(
  'answers 415 to a write as %s',
  async (type) => {
    const answer = await post('/v1/tickets', Buffer.from('{"id":"1","text":"a"}'), type ? { 'content-type': type } : {});
    expect((await problem(answer)).status).toBe(415);
  },
);

it('knows a charset beside the type', async () => {
  const answer = await post('/v1/tickets', '{"id":"1","text":"a"}', { 'content-type': 'Application/JSON; charset=utf-8' });
  expect(answer.status).toBe(202);
});

it('answers 404 to an unknown route and 405 to a wrong method, whatever they carry', async () => {
  expect((await problem(await fetch(`${desk.url}/v1/nope`))).status).toBe(404);
  expect((await problem(await post('/v1/nope', 'x', { 'content-type': 'text/plain' }))).status).toBe(404);
  expect((await problem(await post('/webhooks/slack', '{}'))).status).toBe(404);
  const wrong = await fetch(`${desk.url}/v1/tickets`, { method: 'DELETE' });
  expect((await problem(wrong)).status).toBe(405);
  expect(wrong.headers.get('allow')).toBe('POST');
  expect((await problem(await post('/v1/conversations/a%2Fb', '{}'))).status).toBe(405);
});

it.each(['a/b', 'ü 😀', '100%', 'a%2Fb', '?&=#;+', '..', '😀'.repeat(200), `"'<>\\|^\``])('takes the id %s percent-encoded in a path', async (id) => {
  const path = `/v1/conversations/${encodeURIComponent(id).replaceAll('.', '%2E')}`;
  expect(await raw(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)).toContain(JSON.stringify({ id }));
});

it('answers 4xx problems to paths and requests that are broken', async () => {
  expect(await raw('GET /v1/conversations/%ZZ HTTP/1.1\r\nhost: localhost\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*problem\+json/);
  expect(await raw(`GET /v1/conversations/${'a'.repeat(5_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`)).toMatch(/^HTTP\/1\.1 414 [\s\S]*problem\+json/);
  expect(await raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*problem\+json/);
  expect(await raw(`GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 [\s\S]*problem\+json/);
  expect(await raw('POST /v1/tickets HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect(await raw('GET /healthz HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect((await fetch(`${desk.url}/healthz`)).status).toBe(200);
});

it.each(['evil.example', 'localhost.evil.example', 'localhost@evil.example', '127.0.0.1.nip.io', '192.168.1.2:8080', ''])('refuses the host "%s"', async (host) => {
  expect(await raw(`GET /v1/trace HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403 /);
});

it.each(['localhost', 'LOCALHOST:1', '127.0.0.1:99', '127.9.9.9', '[::1]:8080', 'desk.example.com', 'Desk.Example.com:443'])('knows the host "%s"', async (host) => {
  expect(await raw(`GET /v1/trace HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
});

it('refuses foreign origins, and null, and knows its own', async () => {
  const json = { 'content-type': 'application/json' };
  for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example', 'file://', 'http://10.0.0.1'])
    expect((await problem(await post('/v1/tickets', '{"id":"1","text":"a"}', { ...json, origin }))).status).toBe(403);
  for (const origin of ['http://localhost:3000', 'http://[::1]:5', 'https://desk.example.com'])
    expect((await post('/v1/tickets', '{"id":"1","text":"a"}', { ...json, origin })).status).toBe(202);
});

it('sends the headers of a problem', async () => {
  const answer = await post('/v1/conversations/c1/takeover', '{"by":"ada"}');
  expect(await problem(answer)).toMatchObject({ status: 503, title: 'Busy', detail: 'c1 is being delivered to' });
  expect(answer.headers.get('retry-after')).toBe('3');
});

it('keeps the reason of a failure to its log, findable by the trace', async () => {
  const answer = await fetch(`${desk.url}/v1/broken`);
  expect((await problem(answer)).status).toBe(500);
  const line = lines.find((entry) => entry.includes('the secret reason'))!;
  expect(JSON.parse(line)).toMatchObject({ level: 'error', traceId: answer.headers.get('trace-id') });
  expect(JSON.stringify(await problem(await fetch(`${desk.url}/v1/broken`)))).not.toContain('secret');
  expect((await problem(await fetch(`${desk.url}/v1/elsewhere`))).status).toBe(503);
});

it('continues the trace of its caller', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const answer = await fetch(`${desk.url}/v1/trace`, { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
  expect(await answer.json()).toEqual({ traceId });
  const own = (await (await fetch(`${desk.url}/v1/trace`)).json()) as { traceId: string };
  expect(own.traceId).toMatch(/^[0-9a-f]{32}$/);
});

it('turns unready with reasons, and stays ready with dead letters', async () => {
  const readiness = desk.app.get(Readiness);
  readiness.showDeadLetters(() => [{ service: 'intent', topic: 'ticket.received.v1.dlq', count: 2 }]);
  const ready = await fetch(`${desk.url}/readyz`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toEqual({ status: 'ready', reasons: [], deadLetters: [{ service: 'intent', topic: 'ticket.received.v1.dlq', count: 2 }], violations: [] });
  let reasons = ['the console is 40 events behind'];
  readiness.register('console', () => reasons);
  readiness.register('shop', () => {
    if (reasons.length > 0) throw new Error('gone');
    return [];
  });
  const not = await fetch(`${desk.url}/readyz`);
  expect(not.status).toBe(503);
  expect(await not.json()).toMatchObject({ status: 'not_ready', reasons: ['the console is 40 events behind', 'shop cannot be checked: gone'] });
  expect((await fetch(`${desk.url}/healthz`)).status).toBe(200);
  reasons = [];
  expect((await fetch(`${desk.url}/readyz`)).status).toBe(200);
});

it('serves its metrics under their declared names', async () => {
  const metrics = desk.app.get(Metrics);
  metrics.tickets.inc({ intent: 'order_status', sentiment: 'neutral', priority: '2' });
  metrics.workflowDuration.observe(0.2);
  metrics.llmCost.inc({ model: 'm', tier: 'core' }, 0.01);
  metrics.humanInterventions.inc({ reason: 'asked_for_human' });
  metrics.guardrailTriggers.inc({ rule: 'figures_have_a_source' });
  metrics.collectDeadLetters(() => [{ service: 'intent', topic: 'ticket.received.v1.dlq', count: 2 }]);
  const page = await (await fetch(`${desk.url}/metrics`)).text();
  for (const line of [
    'bot_tickets_total{intent="order_status",sentiment="neutral",priority="2"} 1',
    'bot_workflow_duration_seconds_bucket{le="0.2"} 1',
    'bot_llm_cost_usd_total{model="m",tier="core"} 0.01',
    'bot_human_interventions_total{reason="asked_for_human"} 1',
    'bot_guardrail_triggers_total{rule="figures_have_a_source"} 1',
    'deskhand_dead_letters{service="intent",topic="ticket.received.v1.dlq"} 2',
  ])
    expect(page).toContain(line);
});

it('documents what it serves in OpenAPI 3.1', async () => {
  const document = (await (await fetch(`${desk.url}/openapi.json`)).json()) as { openapi: string; paths: Record<string, Record<string, { requestBody?: unknown }>> };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/tickets', '/v1/conversations/{id}', '/healthz', '/readyz']));
  expect(JSON.stringify(document.paths['/v1/tickets']!['post']!.requestBody)).toContain('"maxLength":200');
  const page = await fetch(`${desk.url}/docs`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('swagger-ui');
});
