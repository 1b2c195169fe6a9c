import { expect, it } from 'vitest';
import { Transient } from './errors.js';
import { callLocally, localHandler, serveLocally } from './local-rpc.js';
import { RpcError } from './rpc-error.js';

const json = { to: (value: unknown) => Buffer.from(JSON.stringify(value)), from: (bytes: Buffer) => JSON.parse(bytes.toString()) as unknown };
const ask = {
  path: '/deskhand.sample.v1.Sample/Ask', requestStream: false, responseStream: false,
  requestSerialize: json.to, requestDeserialize: json.from, responseSerialize: json.to, responseDeserialize: json.from,
} as const;

it('knows what this process serves at an address, until it is taken back', async () => {
  const handler = async () => ({ text: 'yes' });
  const withdraw = serveLocally('unix:/a', [{ definition: { ask }, handlers: { ask: handler } }]);
  expect(localHandler('unix:/a', ask.path)).toBe(handler);
  expect(localHandler('unix:/b', ask.path)).toBeUndefined();
  withdraw();
  expect(localHandler('unix:/a', ask.path)).toBeUndefined();
});

it('hands over copies, so that neither side can change the other', async () => {
  const kept = { words: ['one'] };
  const heard: unknown[] = [];
  const answer = await callLocally(async (request) => (heard.push(request), kept), ask, kept, 1_000);
  expect(answer).toEqual(kept);
  expect(heard[0]).toEqual(kept);
  expect(answer).not.toBe(kept);
  expect(heard[0]).not.toBe(kept);
});

it('fails as it would over the wire: a no is a no, anything else may pass, and late is late', async () => {
  const no = callLocally(async () => Promise.reject(new RpcError('not_found', 'no such thing')), ask, {}, 1_000);
  await expect(no).rejects.toMatchObject({ code: 'not_found', message: 'no such thing' });
  const broken = callLocally(async () => Promise.reject(new Error('ada@example.com')), ask, {}, 1_000);
  await expect(broken).rejects.toThrow(Transient);
  await expect(broken).rejects.not.toThrow('ada@example.com');
  await expect(callLocally(() => new Promise(() => undefined), ask, {}, 20)).rejects.toThrow('DEADLINE_EXCEEDED');
});
