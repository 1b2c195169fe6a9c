import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk } from '../desk.fixture.js';
import { routes } from '../routes.js';
import type { Ticket } from '../cli/ticket.js';
import { shapes, type ShapeName } from './shapes.js';

const root = join(import.meta.dirname, '../../../..');

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, { summary?: string; parameters: { name: string }[]; responses: Record<string, { content?: object }>; requestBody?: { content: Record<string, { schema: { properties: object } }> } }>>;
}

let desk: Awaited<ReturnType<typeof openDesk>>;
let document: OpenApi;
beforeAll(async () => {
  desk = await openDesk();
  document = await get<OpenApi>('/openapi.json');
});
afterAll(() => desk?.close());

async function get<Body>(path: string): Promise<Body> {
  return (await (await fetch(desk.url + path)).json()) as Body;
}

async function post<Body>(path: string, body: object): Promise<Body> {
  const response = await fetch(desk.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return (await response.json()) as Body;
}

const documented = () => Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));

// The contract's own list. Clients written by others stand on it.
const contract = [
  'POST /v1/tickets', 'POST /v1/tickets/{ticketId}/messages', 'GET /v1/tickets/{ticketId}', 'GET /v1/tickets', 'POST /triage',
  'GET /v1/tickets/{ticketId}/manifests', 'GET /v1/manifest-key',
  'GET /v1/approvals', 'POST /v1/approvals/{id}/approve', 'POST /v1/approvals/{id}/reject',
  'GET /v1/conversations/{conversationId}', 'POST /v1/conversations/{conversationId}/takeover', 'POST /v1/conversations/{conversationId}/release',
  'POST /v1/conversations/{conversationId}/replies', 'POST /v1/conversations/{conversationId}/resolve',
  'POST /v1/feedback', 'GET /healthz', 'GET /readyz', 'GET /metrics',
];

test('it is OpenAPI 3.1 and has every route of the contract, each with a summary, its answer and its refusals', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(documented()).toEqual(expect.arrayContaining(contract));
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, { summary, responses }] of Object.entries(methods)) {
      expect([method, path, summary]).toEqual([method, path, expect.stringMatching(/\w/)]);
      for (const { content } of Object.values(responses)) expect(content).toBeDefined();
    }
});

test('bodies have the contract’s members', () => {
  const members = (path: string) => Object.keys(document.paths[path]!['post']!.requestBody!.content['application/json']!.schema.properties);
  expect(members('/v1/tickets')).toEqual(['source', 'id', 'text', 'subject', 'conversationId', 'channel', 'customer', 'metadata', 'createdAt']);
  expect(members('/v1/feedback')).toEqual(['id', 'ticketId', 'kind', 'value', 'text', 'by']);
  expect(members('/v1/conversations/{conversationId}/replies')).toEqual(['id', 'by', 'text']);
  expect(document.paths['/v1/tickets']!['get']!.parameters.map(({ name }) => name)).toEqual(['state', 'queue', 'source', 'sourceId', 'after', 'limit']);
});

test('the table of owners has exactly the routes that exist', () => {
  const owned = routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`).filter((route) => !/docs|openapi|asyncapi/.test(route));
  const served = documented().filter((route) => !/healthz|readyz|metrics/.test(route));
  expect(owned.toSorted()).toEqual(served.toSorted());
});

test('what is answered has the documented shapes', async () => {
  const holds = (name: ShapeName, body: unknown) => expect([name, shapes[name].safeParse(body).error?.message]).toEqual([name, undefined]);
  const submitted = await post<{ ticketId: string; conversationId: string }>('/v1/tickets', { source: 'docs', id: '1', text: 'I want to speak to a human' });
  holds('Submitted', submitted);
  const ticket = await get<Ticket>(`/v1/tickets/${submitted.ticketId}?wait=20`);
  holds('Ticket', ticket);
  expect(Object.keys(ticket)).toEqual(expect.arrayContaining(Object.keys(shapes.Ticket.shape)));
  holds('MessageTaken', await post(`/v1/tickets/${ticket.ticketId}/messages`, { id: 'm', text: 'hello?' }));
  holds('TicketPage', await get('/v1/tickets?limit=1'));
  holds('Approvals', await get('/v1/approvals?status=pending'));
  holds('Conversation', await post(`/v1/conversations/${encodeURIComponent(submitted.conversationId)}/takeover`, { by: 'Lena' }));
  holds('FeedbackTaken', await post('/v1/feedback', { id: 'f', ticketId: ticket.ticketId, kind: 'thumbs', value: 'up' }));
  holds('Triage', await post('/triage', { id: 't', text: 'What is your return policy?', metadata: {} }));
  holds('ManifestKeys', await get('/v1/manifest-key'));
  holds('Events', await get('/v1/events'));
  holds('DeadLetters', await get('/v1/dead-letters'));
  holds('Readiness', await get('/readyz'));
  holds('Alive', await get('/healthz'));
  holds('Problem', await post('/v1/tickets', { source: 'docs' }));
});

test('/asyncapi.json and /docs are served', async () => {
  expect(await get('/asyncapi.json')).toMatchObject({ asyncapi: '3.0.0' });
  expect(await (await fetch(`${desk.url}/docs`)).text()).toContain('swagger-ui');
});

// vitest -u writes it anew.
test('docs/openapi.json is up to date', async () => {
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(join(root, 'docs/openapi.json'));
});
