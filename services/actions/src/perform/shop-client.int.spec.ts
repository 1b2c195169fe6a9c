import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { ShopClient } from './shop-client.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

async function shopThat(answer: Answer, token?: string) {
  let calls = 0;
  server = createServer((request, response) => answer(request, response, ++calls));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { client: new ShopClient({ url, token, timeoutMs: 300 }), calls: () => calls };
}

const status = (code: number, body: unknown = {}, headers = {}) => (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(code, { 'content-type': 'application/problem+json', ...headers }).end(JSON.stringify(body));

const refund = { method: 'POST' as const, path: '/refunds', body: { orderId: '1' } };

it.each([
  [200, 'answered'],
  [201, 'answered'],
  [400, 'refused'],
  [404, 'refused'],
  [409, 'refused'],
  [422, 'refused'],
  [401, 'fault'],
  [403, 'fault'],
  [408, 'fault'],
  [425, 'fault'],
  [429, 'fault'],
  [302, 'unknown'],
  [500, 'unknown'],
  [503, 'unknown'],
])('a write answered %i is %s', async (code, kind) => {
  const { client, calls } = await shopThat(status(code, { code: 'why' }, { location: 'http://elsewhere.invalid/' }));
  expect(await client.send(refund, 'key')).toMatchObject({ kind });
  expect(calls()).toBe(1);
});

it.each([
  ['hangs', (() => {}) as Answer],
  ['hangs up', ((request) => request.socket.destroy()) as Answer],
  ['begins and never ends', ((_, response) => void response.writeHead(201).write('{"ref')) as Answer],
])('a write to a shop that %s is unknown', async (_name, answer) => {
  const { client } = await shopThat(answer);
  expect(await client.send(refund, 'key')).toMatchObject({ kind: 'unknown' });
});

it('a write to nobody was never sent', async () => {
  const { client } = await shopThat(() => {});
  await new Promise((resolve) => server!.close(resolve));
  expect(await client.send(refund, 'key')).toMatchObject({ kind: 'fault', again: true });
});

it('a write carries its key, the bearer and JSON', async () => {
  let seen: IncomingMessage | undefined;
  const { client } = await shopThat((request, response) => {
    seen = request;
    status(201)(request, response);
  }, 's3cret');
  await client.send(refund, 'k/1');
  expect(seen?.headers).toMatchObject({ 'idempotency-key': 'k/1', authorization: 'Bearer s3cret', 'content-type': 'application/json' });
});

const customer = { id: 'cus_1', name: 'Ada', email: 'a@example.com', status: 'active', paymentMethods: [] };

it('a look-up is tried again twice when the shop stumbles, and not when it is refused or slow', async () => {
  const stumbles = await shopThat((request, response, nth) => status(nth < 3 ? 503 : 200, customer)(request, response));
  expect(await stumbles.client.customer('cus_1')).toMatchObject({ kind: 'found' });
  const refused = await shopThat(status(401));
  expect(await refused.client.customer('cus_1')).toMatchObject({ kind: 'failed' });
  expect(refused.calls()).toBe(1);
  const slow = await shopThat(() => {});
  expect(await slow.client.customer('cus_1')).toMatchObject({ kind: 'failed' });
  expect(slow.calls()).toBe(1);
});

it('ignores members it does not know, and encodes ids', async () => {
  let path = '';
  const { client } = await shopThat((request, response) => {
    path = request.url ?? '';
    status(200, { ...customer, id: 'a/b ?', secret: 1 })(request, response);
  });
  expect(await client.customer('a/b ?')).toEqual({ kind: 'found', value: { ...customer, id: 'a/b ?' } });
  expect(path).toBe('/customers/a%2Fb%20%3F');
});

it("leaves other customers' orders out of a list", async () => {
  const order = { id: '1', customerId: 'cus_2', status: 'pending', placedAt: '2026-01-01T00:00:00Z', total: { value: '1.00', currency: 'USD' }, items: [], refunded: { value: '0.00', currency: 'USD' } };
  const { client } = await shopThat(status(200, { items: [order, { ...order, customerId: 'cus_1', id: '2' }] }));
  expect(await client.ordersOf('cus_1')).toMatchObject({ kind: 'found', value: [{ id: '2' }] });
});

it.each([
  [status(200, { idempotencyKey: 'k', method: 'POST', path: '/refunds', status: 201, request: {}, response: { refundId: 'r' } }), { kind: 'accepted', response: { refundId: 'r' } }],
  [status(200, { idempotencyKey: 'k', method: 'POST', path: '/mail', status: 201, request: {}, response: {} }), { kind: 'unknown' }],
  [status(200, { nonsense: true }), { kind: 'unknown' }],
  [status(404), { kind: 'absent' }],
  [status(405), { kind: 'not_kept' }],
  [status(501), { kind: 'not_kept' }],
  [status(500), { kind: 'unknown' }],
  [status(401), { kind: 'unknown' }],
])('what the shop remembers, case %#', async (answer, operation) => {
  const { client } = await shopThat(answer);
  expect(await client.operation(refund, 'k')).toMatchObject(operation);
});
