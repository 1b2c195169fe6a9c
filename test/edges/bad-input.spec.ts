import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type RunningDesk } from '../support/start-desk.ts';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk?.stop());

interface ProblemBody {
  title: string;
  detail: string;
  status: number;
  errors?: { path: string; message: string }[];
}
const post = (body: unknown, headers?: Record<string, string>) => desk.client.call<ProblemBody>('POST', '/v1/tickets', body, headers);
const ticket = (more: object) => ({ source: 'edge', id: randomUUID(), text: 'hello', ...more });

describe('wrong shapes are named, path by path', () => {
  test.each([
    ['an empty text', { text: '' }, 'text'],
    ['a blank text', { text: ' \n\t ' }, 'text'],
    ['a missing text', { text: undefined }, 'text'],
    ['a number as text', { text: 7 }, 'text'],
    ['20,001 characters', { text: 'x'.repeat(20_001) }, 'text'],
    ['NUL in the text', { text: 'a\u0000b' }, 'text'],
    ['a lone surrogate', { text: 'a\ud800b' }, 'text'],
    ['no source', { source: undefined }, 'source'],
    ['a source of 201 characters', { source: 's'.repeat(201) }, 'source'],
    ['a control character in the id', { id: 'a\u0007' }, 'id'],
    ['a number in metadata', { metadata: { tier: 1 } }, 'metadata.tier'],
    ['51 metadata entries', { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, 'v'])) }, 'metadata'],
    ['a wrong e-mail', { customer: { email: 7 } }, 'customer.email'],
    ['a wrong time', { createdAt: 'yesterday' }, 'createdAt'],
    ['an array as customer', { customer: [] }, 'customer'],
  ])('%s → 422', async (_what, more, path) => {
    const answer = await post(ticket(more));
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toMatch(/application\/problem\+json/);
    expect(answer.body.errors?.map((error) => error.path)).toContain(path);
    expect(answer.body.detail.length).toBeGreaterThan(10);
  });

  test('20,000 emoji are 20,000 characters', async () => {
    expect((await post(ticket({ text: '🙂'.repeat(20_000) }))).status).toBe(202);
  });

  test('unknown members are ignored', async () => {
    expect((await post(ticket({ somethingNew: { deep: true } }))).status).toBe(202);
  });
});

describe('what is not a ticket at all', () => {
  test.each([
    ['broken JSON', '{"source":', 400],
    ['an empty body', '', 400],
    ['an array', '[]', 422],
    ['a string', '"hello"', 422],
    ['null', 'null', 422],
  ])('%s', async (_what, body, status) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
  });

  test('1 MB is refused and the desk lives', async () => {
    expect((await post(ticket({ text: 'x'.repeat(1_000_000) }))).status).toBe(413);
    expect((await desk.client.call('GET', '/healthz')).status).toBe(200);
  });

  test('10,000 levels of nesting', async () => {
    const answer = await post(`{"source":"edge","id":"deep","text":"hello","metadata":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`);
    expect([400, 422]).toContain(answer.status);
    expect((await desk.client.call('GET', '/healthz')).status).toBe(200);
  });

  test('another content type', async () => {
    expect((await post('source=edge', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await post(JSON.stringify(ticket({})), { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('a foreign origin or host must not drive a desk on localhost', async () => {
    expect((await post(ticket({}), { origin: 'https://evil.example' })).status).toBe(403);
    expect((await raw(`GET /v1/tickets HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)).startsWith('HTTP/1.1 403')).toBe(true);
    expect((await post(ticket({}), { origin: desk.url })).status).toBe(202);
  });

  test('unknown tickets, conversations, approvals and routes are 404 with a sentence', async () => {
    for (const [method, path, body] of [
      ['GET', '/v1/tickets/tkt_nope', undefined],
      ['POST', '/v1/tickets/tkt_nope/messages', { id: 'm1', text: 'hello' }],
      ['GET', '/v1/conversations/nope', undefined],
      ['POST', '/v1/conversations/nope/takeover', { by: 'Lena' }],
      ['POST', '/v1/approvals/nope/approve', { by: 'Lena' }],
      ['GET', '/v1/nothing', undefined],
      ['POST', '/webhooks/zendesk', {}],
    ] as const) {
      const answer = await desk.client.call<ProblemBody>(method, path, body);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.body.detail, path).toBeTruthy();
    }
  });

  test('wait out of range is 422', async () => {
    const { body } = await desk.client.submit({ text: 'hello' });
    expect((await desk.client.call('GET', `/v1/tickets/${body.ticketId}?wait=31`)).status).toBe(422);
    expect((await desk.client.call('GET', `/v1/tickets/${body.ticketId}?wait=soon`)).status).toBe(422);
  });
});

describe('the idempotency key', () => {
  test('the same ten times at once is one ticket and one answer', async () => {
    const same = { source: 'edge', id: randomUUID(), text: 'My order 12345 is late' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.client.submit(same)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 10 }, () => 202));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    const found = await desk.client.call<{ items: unknown[] }>('GET', `/v1/tickets?source=edge&sourceId=${same.id}`);
    expect(found.body.items).toHaveLength(1);
    const later = await desk.client.ticket(answers[0]!.body.ticketId, 20);
    expect(later.messages.filter((message) => message.from === 'customer')).toHaveLength(1);
    expect(await desk.client.submit({ ...same, text: '  My order 12345 is late ' })).toMatchObject({ status: 202, body: { state: 'received' } });
  });

  test('other content under the same pair is 409', async () => {
    const first = { source: 'edge', id: randomUUID(), text: 'hello' };
    await desk.client.submit(first);
    expect((await desk.client.submit({ ...first, text: 'hello again' })).status).toBe(409);
    expect((await desk.client.submit({ ...first, subject: 'new' })).status).toBe(409);
    expect((await desk.client.submit({ ...first, customer: { identityToken: 'other' } })).status).toBe(202);
  });

  test('messages have one too', async () => {
    const { body } = await desk.client.submit({ text: 'hello' });
    const id = randomUUID();
    const first = await desk.client.say(body.ticketId, 'What is your return policy?', { id });
    expect(await desk.client.say(body.ticketId, 'What is your return policy?', { id })).toMatchObject({ status: 202, body: first.body });
    expect((await desk.client.say(body.ticketId, 'other', { id })).status).toBe(409);
  });
});

test('personal data never reaches an internal table or the log', async () => {
  const secrets = ['4111 1111 1111 1111', 'mallory.quine@example.org', '+1 415 555 0132', 'DE89 3704 0044 0532 0130 00', '078-05-1120', '203.0.113.77'];
  const ticket = await desk.client.settled({ text: `I paid with ${secrets[0]}, mail ${secrets[1]}, call ${secrets[2]}, IBAN ${secrets[3]}, SSN ${secrets[4]}, from ${secrets[5]}. Where is order 12345?` });
  expect(ticket.messages[0]?.text).toContain(secrets[1]);
  expect(ticket.messages[0]?.text).not.toContain(secrets[0]);
  const events = await desk.client.call('GET', `/v1/events?ticketId=${ticket.ticketId}`);
  for (const secret of secrets) {
    expect(JSON.stringify(events.body)).not.toContain(secret);
    expect(desk.output()).not.toContain(secret);
  }
});

function raw(request: string): Promise<string> {
  const { hostname, port } = new URL(desk.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}
