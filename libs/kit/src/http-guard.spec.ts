import { Controller, Get, Module, Post, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHttpAdapter } from './http-adapter.js';
import { ProblemFilter } from './problem-filter.js';

@Controller()
class SampleController {
  @Get(['healthz', 'readyz', 'metrics', 'v1/who'])
  who(@Req() request: FastifyRequest) {
    return { person: request.person ?? null };
  }

  @Post('webhooks/:channel')
  webhook() {
    return {};
  }

  @Post('v1/tickets')
  take() {
    return {};
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

const API_TOKEN = 'a-token-of-the-desk';
const state = { stopping: false };
let app: NestFastifyApplication;

beforeAll(async () => {
  const adapter = createHttpAdapter({
    config: { API_TOKEN, PUBLIC_HOSTS: [] },
    person: async (token) => (token === 'token-of-ada' ? 'ada' : undefined),
    stopping: () => state.stopping,
  });
  app = await NestFactory.create<NestFastifyApplication>(SampleModule, adapter, { bodyParser: false, logger: false });
  app.useGlobalFilters(new ProblemFilter(pino({ level: 'silent' })));
  await app.init();
});

afterAll(() => app.close());

async function status(method: 'GET' | 'POST', url: string, headers: Record<string, string> = {}) {
  const payload = method === 'POST' ? '{}' : undefined;
  const type = method === 'POST' ? { 'content-type': 'application/json' } : {};
  const answer = await app.inject({ method, url, headers: { host: 'localhost', ...type, ...headers }, ...(payload && { payload }) });
  return answer.statusCode;
}

const desk = { authorization: `Bearer ${API_TOKEN}` };

it('asks for the bearer everywhere but at the probes and webhooks', async () => {
  for (const path of ['/v1/who', '/metrics', '/docs', '/nope', '/healthz/', '//healthz', '/healthz/../v1/who', '/v1/who?x=/healthz'])
    expect(await status('GET', path), path).toBe(401);
  expect(await status('POST', '/v1/tickets')).toBe(401);
  expect(await status('GET', '/webhooks/slack')).toBe(401);
  for (const path of ['/healthz', '/readyz', '/healthz?x=1']) expect(await status('GET', path), path).toBe(200);
  expect(await status('POST', '/webhooks/slack')).toBe(201);
  expect(await status('POST', '/webhooks/slack/deeper')).toBe(404);
});

it('tells how to log in', async () => {
  const answer = await app.inject({ url: '/v1/who', headers: { host: 'localhost' } });
  expect(answer.headers['www-authenticate']).toBe('Bearer');
  expect(answer.headers['content-type']).toBe('application/problem+json');
});

it.each(['', 'Bearer', 'Bearer ', `Bearer ${API_TOKEN}x`, `Bearer ${API_TOKEN.slice(1)}`, `Basic ${API_TOKEN}`, API_TOKEN, `Bearer ${API_TOKEN} x`])(
  'does not take "%s"',
  async (authorization) => {
    expect(await status('GET', '/v1/who', { authorization })).toBe(401);
  },
);

it('takes the token of the desk, and that of a person, who is known from then on', async () => {
  expect(await status('GET', '/v1/who', desk)).toBe(200);
  expect(await status('GET', '/v1/who', { authorization: `bearer ${API_TOKEN}` })).toBe(200);
  const answer = await app.inject({ url: '/v1/who', headers: { host: 'localhost', authorization: 'Bearer token-of-ada' } });
  expect(answer.json()).toEqual({ person: 'ada' });
});

it('looks at the host only where the bearer does not prove who calls', async () => {
  const host = '10.1.2.3:8080';
  expect(await status('GET', '/v1/who', { host, ...desk })).toBe(200);
  expect(await status('GET', '/v1/who', { host })).toBe(403);
  expect(await status('POST', '/webhooks/slack', { host })).toBe(403);
  expect(await status('GET', '/healthz', { host })).toBe(200);
});

it('looks at the origin always', async () => {
  expect(await status('GET', '/v1/who', { origin: 'https://evil.example', ...desk })).toBe(403);
  expect(await status('GET', '/healthz', { origin: 'https://evil.example' })).toBe(403);
});

it('tells new requests to come back while the desk stops, and answers the probes', async () => {
  state.stopping = true;
  expect(await status('GET', '/v1/who', desk)).toBe(503);
  expect(await status('GET', '/healthz')).toBe(200);
  state.stopping = false;
});
