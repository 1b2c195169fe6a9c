import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFrontServer } from './front-server.js';

let dir: string;
let url: string;
const open: Server[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'front-'));
  const front = makeFrontServer((service) => join(dir, `${service}.sock`), 500);
  open.push(front);
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections();
  rmSync(dir, { recursive: true, force: true });
});

async function service(name: string, listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(join(dir, `${name}.sock`), resolve));
  return server;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

test('a request reaches its owner as it is, and the answer comes back as it is', async () => {
  await service('ingestion', async (request, response) => {
    const { method, url: path, headers } = request;
    response.writeHead(202, { 'content-type': 'application/json', 'x-own': 'yes' }).end(JSON.stringify({ method, path, host: headers.host, bearer: headers.authorization, body: await bodyOf(request) }));
  });
  const response = await fetch(`${url}/v1/conversations/zd%2F1%20%C3%BC/takeover?x=1`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer t' }, body: '{"by":"Ü"}' });
  expect([response.status, response.headers.get('x-own')]).toEqual([202, 'yes']);
  expect(await response.json()).toEqual({ method: 'POST', path: '/v1/conversations/zd%2F1%20%C3%BC/takeover?x=1', host: new URL(url).host, bearer: 'Bearer t', body: '{"by":"Ü"}' });
});

test('a body of unknown length passes, and one that is refused early does not hang', async () => {
  await service('ingestion', (request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > 1_000 && !response.headersSent) response.writeHead(413).end('too long');
    });
    request.on('end', () => response.headersSent || response.end(String(bytes)));
  });
  const stream = (size: number) => new ReadableStream({ start: (to) => (to.enqueue(new Uint8Array(size)), to.close()) });
  const send = (size: number) => fetch(`${url}/v1/tickets`, { method: 'POST', body: stream(size), duplex: 'half' } as RequestInit);
  expect(await (await send(900)).text()).toBe('900');
  expect((await send(500_000)).status).toBe(413);
});

test('a stream passes piece by piece, and its end reaches the service when the client leaves', async () => {
  const left = Promise.withResolvers<void>();
  await service('console', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    response.on('close', () => left.resolve());
  });
  const leave = new AbortController();
  const response = await fetch(`${url}/v1/events`, { signal: leave.signal });
  const { value } = await response.body!.getReader().read();
  expect(new TextDecoder().decode(value)).toBe('data: 1\n\n');
  leave.abort();
  await left.promise;
});

test('a service that is away is 503 with a sentence, and is found once it is there', async () => {
  const away = await fetch(`${url}/v1/tickets`);
  expect([away.status, away.headers.get('retry-after'), away.headers.get('content-type')]).toEqual([503, '1', 'application/problem+json']);
  await service('console', (_request, response) => response.end('here'));
  expect(await (await fetch(`${url}/v1/tickets`)).text()).toBe('here');
});

test('a service that dies in the middle of an answer ends the answer', async () => {
  await service('console', (request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('part');
    setTimeout(() => request.socket.destroy(), 20);
  });
  await expect(fetch(`${url}/v1/tickets`).then((response) => response.text())).rejects.toThrow();
});

test('a wrong method names the right ones; what nobody serves is refused by a service', async () => {
  await service('console', (_request, response) => response.writeHead(404).end());
  const wrong = await fetch(`${url}/v1/tickets`, { method: 'DELETE' });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST']);
  expect((await fetch(`${url}/v1/nothing`)).status).toBe(404);
});

test('it lives by itself, and is as ready as its services', async () => {
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const unready = await fetch(`${url}/readyz`);
  expect(unready.status).toBe(503);
  expect(((await unready.json()) as { reasons: string[] }).reasons).toContain('intent: it does not answer');
  for (const name of ['ingestion', 'intent', 'retrieval', 'actions', 'escalation', 'feedback', 'console']) await service(name, (_request, response) => response.end('{"reasons":[]}'));
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test('who is refused by a service does not see the metrics of the others', async () => {
  await service('intent', (_request, response) => response.writeHead(401, { 'content-type': 'application/problem+json' }).end('{"status":401}'));
  await service('actions', (_request, response) => response.end('secret 1\n'));
  const refused = await fetch(`${url}/metrics`);
  expect([refused.status, await refused.text()]).toEqual([401, '{"status":401}']);
});

test('what is not HTTP is answered and leaves it alive', async () => {
  const { port } = new URL(url);
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('\u0000garbage\r\n\r\n'));
    socket.on('data', (chunk) => resolve(String(chunk)));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('a request waits for a service that starts again, and comes to it once, with its body', async () => {
  const heard: string[] = [];
  const approving = fetch(`${url}/v1/approvals/a/approve`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"by":"Kim"}' });
  await sleep(150);
  await service('escalation', async (request, response) => {
    heard.push(await bodyOf(request));
    response.end('{}');
  });
  expect((await approving).status).toBe(200);
  expect(heard).toEqual(['{"by":"Kim"}']);
});

test('a service that has begun to stop refuses, and the request goes to the one after it', async () => {
  const old = await service('ingestion', (_request, response) => response.writeHead(503, { connection: 'close', 'retry-after': '5' }).end('{"title":"Stopping"}'));
  const submitting = fetch(`${url}/v1/tickets`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"id":"1"}' });
  await sleep(150);
  await new Promise((resolve) => old.close(resolve).closeAllConnections());
  await service('ingestion', async (request, response) => response.writeHead(202).end(await bodyOf(request)));
  const answer = await submitting;
  expect([answer.status, await answer.text()]).toEqual([202, '{"id":"1"}']);
});

test('what may have been done is sent again only where that changes nothing', async () => {
  const heard: string[] = [];
  const dying = (name: string) =>
    service(name, (request) => {
      heard.push(`${request.method} ${request.url}`);
      request.socket.destroy();
    });
  await dying('escalation');
  await dying('ingestion');
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${url}/v1/approvals/a/approve`, { method: 'POST', headers, body: '{}' })).status).toBe(503);
  expect(heard).toEqual(['POST /v1/approvals/a/approve']);
  expect((await fetch(`${url}/v1/tickets`, { method: 'POST', headers, body: '{}' })).status).toBe(503);
  expect(heard.filter((line) => line === 'POST /v1/tickets').length).toBeGreaterThan(1);
});
