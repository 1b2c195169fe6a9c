import type { Delivery } from '@deskhand/bus/delivery.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { EscalationRequested } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { TicketGrounded } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { ReconsiderRequest, ReconsiderResponse } from '@deskhand/contracts/gen/rpc/deskhand/intent/v1/service.js';
import { type Database, openDatabase } from '@deskhand/kit/database.js';
import { Permanent, Transient } from '@deskhand/kit/errors.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Grounder } from '../perform/grounder.js';
import { Knowledge } from '../perform/knowledge.js';
import { MemoryCache } from '../perform/result-cache.js';
import { type IntentRpc, SecondLooks } from '../perform/second-looks.js';
import { KnowledgeRpc } from './search-knowledge.js';
import { TicketClassifiedController } from './ticket-classified.js';

const catalogue = loadCatalogue(fileURLToPath(new URL('../../../../deploy/catalogue', import.meta.url)));
const logger = createLogger({ name: 'spec', level: 'silent' });
const delivery: Delivery = {
  id: 'event-1', topic: 'ticket.classified.v1', lane: 'stable', key: 'conversation-1', subject: 'tkt_1', source: 'intent',
  time: '2026-11-25T00:00:00.000Z', appendedAt: '2026-11-25T00:00:00.000Z', headers: {}, attempt: 1,
};

let db: Database;
let folder: string;
let knowledge: Knowledge;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-retrieval-'));
  db = await openDatabase({ dataDir: folder });
  knowledge = new Knowledge(db, new MemoryCache(), logger);
  await knowledge.open(catalogue.knowledge);
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

const asked: ReconsiderRequest[] = [];
function controller(look: ReconsiderResponse | Error = new Error('nobody should ask')): TicketClassifiedController {
  const intent: IntentRpc = {
    async reconsider(request: ReconsiderRequest): Promise<ReconsiderResponse> {
      asked.push(request);
      if (look instanceof Error) throw look;
      return look;
    },
    close: () => undefined,
  };
  return new TicketClassifiedController(new Grounder(knowledge), new SecondLooks(intent), catalogue);
}

async function when(text: string, classified: Partial<Classified>, look?: ReconsiderResponse | Error) {
  const body = {
    received: { ticketId: 'tkt_1', conversationId: 'conversation-1', text, subject: '', history: [], turn: 1 },
    classified: { intent: 'other', confidence: 0.95, smallTalk: '', otherIntents: [], rules: [], ...classified },
  };
  const { events, writes } = await controller(look).classified(body, delivery);
  expect(events).toHaveLength(1);
  expect(writes).toEqual([]);
  return { topic: events[0]!.topic, body: events[0]!.body as TicketGrounded & EscalationRequested, event: events[0]! };
}

describe('ticket.classified.v1', () => {
  it('is grounded in the documents of its intent', async () => {
    const { topic, body, event } = await when('What is your return policy?', { intent: 'refund_request' });
    expect(topic).toBe('ticket.grounded.v1');
    expect(event).toMatchObject({ key: 'conversation-1', subject: 'tkt_1', lane: 'stable' });
    expect(body.grounding).toMatchObject({ enough: true, unfiltered: false, indexVersion: knowledge.indexVersion, query: 'What is your return policy?' });
    expect(body.grounding!.passages.every(({ category }) => ['returns', 'billing', 'policies'].includes(category))).toBe(true);
  });

  it('is searched for everywhere when its own documents do not answer', async () => {
    const { body } = await when('How do I reset my password?', { intent: 'product_question' });
    expect(body.grounding).toMatchObject({ enough: true, unfiltered: true });
    expect(body.grounding!.passages[0]!.documentId).toBe('account/reset-your-password');
  });

  it('goes on without enough: what that means is not judged here', async () => {
    const { topic, body } = await when('florble wug zanther the quixotic blimp', { intent: 'other', confidence: 0.9 });
    expect(topic).toBe('ticket.grounded.v1');
    expect(body.grounding).toMatchObject({ enough: false, unfiltered: true });
  });

  it('passes small talk with nothing', async () => {
    const { topic, body } = await when('thanks!', { smallTalk: 'thanks', confidence: 0.2 });
    expect(topic).toBe('ticket.grounded.v1');
    expect(body.grounding).toEqual({ passages: [], enough: false, unfiltered: false, indexVersion: knowledge.indexVersion, query: '' });
  });

  it('gets a second look with passages when it was not understood, and goes on with what that says (A26)', async () => {
    const look = { intent: 'refund_request', confidence: 0.7, candidates: [{ intent: 'refund_request', confidence: 0.7 }, { intent: 'other', confidence: 0.3 }] };
    const { topic, body } = await when('how is it with sending things back', { intent: 'other', confidence: 0.4, agent: 'sales', otherIntents: ['refund_request'] }, look);
    expect(topic).toBe('ticket.grounded.v1');
    expect(asked.at(-1)).toMatchObject({ text: 'how is it with sending things back', passages: expect.arrayContaining([expect.objectContaining({ category: expect.any(String), score: expect.any(Number) })]) });
    expect(body.classified).toMatchObject({ intent: 'refund_request', confidence: 0.7, agent: 'support', reconsidered: true, otherIntents: [], candidates: look.candidates });
    expect(body.classified!.rules).toContain('reconsidered');
  });

  it('goes to a person when the second look is not sure either, with all that was found', async () => {
    const look = { intent: 'other', confidence: 0.5, candidates: [{ intent: 'other', confidence: 0.5 }, { intent: 'complaint', confidence: 0.5 }] };
    const { topic, body } = await when('hm tents', { intent: 'other', confidence: 0.4 }, look);
    expect(topic).toBe('escalation.requested.v1');
    expect(body.cause).toEqual({ code: 'low_confidence', by: 'retrieval', reason: expect.stringContaining('0.50 for other') });
    expect(body.grounding!.passages.length).toBeGreaterThan(0);
    expect(body.classified!.reconsidered).toBe(true);
  });

  it('waits for intent where it is away, and says the same thing twice', async () => {
    await expect(when('hm tents', { confidence: 0.1 }, new Transient('away'))).rejects.toThrow(Transient);
    const [one, two] = [await when('gift wrapping?', {}), await when('gift wrapping?', {})];
    expect(two.event).toEqual(one.event);
  });

  it('refuses what cannot be read, naming it', async () => {
    await expect(controller().classified({ received: { text: 'x' } }, delivery)).rejects.toThrow(Permanent);
    await expect(controller().classified({ received: { text: 'x' } }, delivery)).rejects.toThrow(/ticketId/);
  });
});

describe('Knowledge.Search', () => {
  const search = (request: { query: string; categories?: string[]; limit?: number }) => new KnowledgeRpc(knowledge).search({ categories: [], limit: 0, ...request });

  it('gives three passages unless asked for more', async () => {
    expect((await search({ query: 'shipping to Canada' })).passages).toHaveLength(3);
    expect((await search({ query: 'shipping', limit: 20 })).passages.length).toBeGreaterThan(10);
    expect(await search({ query: '' })).toEqual({ passages: [], enough: false, indexVersion: knowledge.indexVersion });
  });

  it('refuses an impossible limit with a sentence', async () => {
    await expect(search({ query: 'x', limit: 21 })).rejects.toMatchObject({ code: 'invalid_argument', message: expect.stringContaining('1 to 20') });
  });
});
