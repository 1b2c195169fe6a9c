import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { context } from '@opentelemetry/api';
import { Client, type ServiceDefinition } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { baseConfigSchema, parseConfig } from './config.js';
import { Permanent, Transient } from './errors.js';
import { connect, serveGrpc, type ClientClass, type GrpcServer } from './grpc.js';
import { RpcError } from './rpc-error.js';
import { extract, startTelemetry, currentTraceId } from './telemetry.js';

interface Question {
  text: string;
}

const json = { serialize: (value: unknown) => Buffer.from(JSON.stringify(value)), deserialize: (bytes: Buffer) => JSON.parse(bytes.toString()) as unknown };
const definition = {
  ask: {
    path: '/deskhand.sample.v1.Sample/Ask',
    requestStream: false,
    responseStream: false,
    requestSerialize: json.serialize,
    requestDeserialize: json.deserialize,
    responseSerialize: json.serialize,
    responseDeserialize: json.deserialize,
  },
} satisfies ServiceDefinition;

/** Shaped as the generator shapes clients, overloads and all. */
declare class SampleClient extends Client {
  ask(request: Question, callback: (error: import('@grpc/grpc-js').ServiceError | null, response: Question) => void): import('@grpc/grpc-js').ClientUnaryCall;
  ask(
    request: Question,
    metadata: import('@grpc/grpc-js').Metadata,
    options: Partial<import('@grpc/grpc-js').CallOptions>,
    callback: (error: import('@grpc/grpc-js').ServiceError | null, response: Question) => void,
  ): import('@grpc/grpc-js').ClientUnaryCall;
}
const SampleClass = { service: definition } as unknown as ClientClass<SampleClient>;

const folder = mkdtempSync(join(tmpdir(), 'kit-grpc-'));
const path = join(folder, 'intent.sock');
const config = parseConfig(baseConfigSchema, { DESKHAND_DATA: folder, INTENT_GRPC: `unix:${path}` });
const client = connect(SampleClass, 'intent', config);
let server: GrpcServer | undefined;

beforeAll(() => startTelemetry(config, 'test'));
afterEach(async () => {
  await server?.stop();
  server = undefined;
});
afterAll(() => {
  client.close();
  rmSync(folder, { recursive: true });
});

async function serve(ask: (request: Question) => Promise<Question>) {
  server = await serveGrpc(`unix:${path}`, [{ definition, handlers: { ask } }]);
}

it('answers, on a socket that only its user may open', async () => {
  await serve(async ({ text }) => ({ text: `${text}!` }));
  expect(await client.ask({ text: 'hello' })).toEqual({ text: 'hello!' });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('carries an expected no with its code and reason, as permanent', async () => {
  await serve(async () => Promise.reject(new RpcError('not_found', 'there is no ticket t1', 'unknown_ticket')));
  const error = await client.ask({ text: '' }).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(RpcError);
  expect(error).toBeInstanceOf(Permanent);
  expect(error).toMatchObject({ code: 'not_found', message: 'there is no ticket t1', reason: 'unknown_ticket' });
});

it.each([
  ['an unknown failure, whose words stay inside', new Error('secret'), /INTERNAL: the service failed at this/],
  ['a transient one', new Transient('the model is busy'), /UNAVAILABLE: the model is busy/],
])('makes %s transient', async (_name, thrown, message) => {
  await serve(async () => Promise.reject(thrown));
  const error = await client.ask({ text: '' }).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(Transient);
  expect((error as Error).message).toMatch(message);
});

it('gives up on a late answer, and on nobody, within the deadline', async () => {
  await serve(() => new Promise((resolve) => setTimeout(() => resolve({ text: 'late' }), 500)));
  const began = performance.now();
  await expect(client.ask({ text: '' }, { deadlineMs: 100 })).rejects.toThrow(/DEADLINE_EXCEEDED/);
  await server!.stop();
  await expect(client.ask({ text: '' }, { deadlineMs: 200 })).rejects.toBeInstanceOf(Transient);
  expect(performance.now() - began).toBeLessThan(1_500);
}, 10_000);

it('waits 2 s at most unless told otherwise', async () => {
  const began = performance.now();
  await expect(client.ask({ text: '' })).rejects.toBeInstanceOf(Transient);
  expect(performance.now() - began).toBeGreaterThan(1_900);
  expect(performance.now() - began).toBeLessThan(2_500);
}, 10_000);

it('finds a server that comes back', async () => {
  await serve(async ({ text }) => ({ text }));
  expect(await client.ask({ text: 'again' })).toEqual({ text: 'again' });
});

it('refuses a socket that another process serves, and names an rpc without a handler', async () => {
  await serve(async ({ text }) => ({ text }));
  await expect(serveGrpc(`unix:${path}`, [])).rejects.toThrow(`Another process serves ${path}: stop it first.`);
  await expect(serveGrpc('127.0.0.1:0', [{ definition, handlers: {} }])).rejects.toThrow('The rpc /deskhand.sample.v1.Sample/Ask has no handler: add "ask" to its handlers');
});

it('carries the trace', async () => {
  await serve(async () => ({ text: currentTraceId() ?? '' }));
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const answer = await context.with(extract({ traceparent: `00-${traceId}-b7ad6b7169203331-01` }), () => client.ask({ text: '' }));
  expect(answer).toEqual({ text: traceId });
});
