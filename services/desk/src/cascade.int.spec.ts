import { Database } from '@deskhand/kit/database.js';
import type { ChatRequest } from '@deskhand/model/testing/chat-request.js';
import { beHonest } from '@deskhand/model/testing/honest.js';
import { type ModelServer, startModelServer } from '@deskhand/model/testing/model-server.js';
import { fixedCustomers } from '@deskhand/shop/seed/fixed.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ticket } from './cli/ticket.js';
import { openDesk } from './desk.fixture.js';

// A whole desk with a model: what it is asked, what that costs, and that nothing of it stays of a customer who is erased.
let server: ModelServer;
let desk: Awaited<ReturnType<typeof openDesk>>;
const vague = 'it did the thing again, you know, like the last time';

beforeAll(async () => {
  server = await startModelServer();
  server.script = (request) => (isTriage(request) ? { text: JSON.stringify({ intent: 'complaint', sentiment: 'neutral', suggested_response: 'Hm.', priority: 3 }) } : beHonest(request));
  desk = await openDesk({ LLM_BASE_URL: server.url, LLM_MODEL_CORE: 'core-1', LLM_MODEL_HEAVY: 'heavy-1' });
  await waitFor(async () => (await fetch(`${desk.url}/readyz`)).ok, { for: 'the desk to be ready', deadline: 90_000, every: 100 });
});
afterAll(async () => {
  await desk?.close();
  await server.close();
});

function isTriage({ messages }: ChatRequest): boolean {
  return messages[0]!.content.includes('You sort incoming support tickets');
}

test('a model is asked about what the classifier is not sure of, once, and its part stands in the explanation, the cost in the metric', async () => {
  const first = await desk.json<Ticket>('send', vague);
  expect(first.intent!.name).toBe('complaint');
  expect(first.explanation!.rules).toContain('cascade:core:complaint');
  expect(first.explanation!.versions).toMatchObject({ model: expect.stringMatching(/-1$/), prompt: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const asked = server.requests.filter(isTriage).length;
  expect(asked).toBeGreaterThan(0);
  const second = await desk.json<Ticket>('send', vague);
  expect(second.intent).toEqual(first.intent);
  expect(server.requests.filter(isTriage)).toHaveLength(asked);
  expect(await (await fetch(`${desk.url}/metrics`)).text()).toMatch(/^bot_llm_cost_usd_total\{model="core-1",tier="core"\} 0\.\d+$/m);
});

test('what a model was asked for a customer goes with the customer', async () => {
  const records = async () => (await desk.app.get(Database, { strict: false }).query<{ body: string }>('select body from model.record')).map(({ body }) => body).join('\n');
  await desk.json<Ticket>('send', '--as', fixedCustomers.ada, 'the zebra did the thing again, you know, like the last time');
  expect(await records()).toContain('zebra');
  expect((await desk.run('erase', fixedCustomers.ada, '--yes')).code).toBe(0);
  await waitFor(async () => !(await records()).includes('zebra'), { for: 'the records to be forgotten', deadline: 10_000, every: 100 });
  expect(await records()).toContain(vague);
});
