import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningConsole, startConsole } from './console.fixture.js';
import type { SeenEvent } from './decide/facts.js';
import { approval, at, call, caseOf, classified, delivered, event, grounding, held, proposal, received, replyOf, wholeStory } from './decide/story.fixture.js';
import type { ApprovalView, ConversationView, TicketView } from './decide/ticket-view.js';

let desk: RunningConsole;
beforeAll(async () => {
  desk = await startConsole();
});
afterAll(() => desk?.stop());

/** A story of the fixture as another ticket's. */
function as(ticketId: string, events: readonly SeenEvent[], conversationId = `conv ${ticketId}`): SeenEvent[] {
  const text = JSON.stringify(events).replaceAll('tkt_1', ticketId).replaceAll('shop:1', conversationId).replace(/"id":"(\w+\.[^"]+)"/g, `"id":"${ticketId} $1"`);
  return JSON.parse(text.replaceAll('apr_1', `apr_${ticketId}`)) as SeenEvent[];
}
const ticket = async (id: string, wait = 0) => (await desk.get<TicketView>(`/v1/tickets/${id}?wait=${wait}`)).body;
const quiet = () => waitFor(() => desk.bus.lag()['console'] === 0, { for: 'the view to be up to date', every: 10 });

test('a story over the bus is shown as the contract says', async () => {
  for (const event of as('story', wholeStory())) await desk.say(event);
  await quiet();
  const view = await ticket('story');
  expect(view).toMatchObject({ ticketId: 'story', conversationId: 'conv story', state: 'replied', turn: 2, reply: { by: 'Lena' }, approval: { status: 'approved' } });
  for (const name of ['ticketId', 'conversationId', 'source', 'sourceId', 'channel', 'state', 'lane', 'authenticated', 'turn', 'intent', 'sentiment', 'priority', 'entities', 'reply', 'approval', 'approvals', 'escalation', 'actions', 'messages', 'timeline', 'explanation'])
    expect(view).toHaveProperty(name);
  expect(view.timeline).toHaveLength(wholeStory().length);
});

test('what a service applies is shown at once, and the bus brings it again without effect', async () => {
  const story = as('applied', wholeStory());
  await desk.apply(story.slice(0, 1));
  expect(await ticket('applied')).toMatchObject({ state: 'received', intent: null });
  await desk.apply(story);
  const before = await ticket('applied');
  for (const event of story) await desk.say(event);
  await quiet();
  expect(await ticket('applied')).toEqual(before);
  const [row] = await desk.db.query<{ n: number }>(`select count(*)::int as n from console.event where ticket_id = 'applied' or conversation_id = 'conv applied'`);
  expect(row!.n).toBe(story.length);
});

test('events of one ticket told from both sides at once: none is lost, none counts twice', async () => {
  const story = as('raced', wholeStory());
  await Promise.all(story.flatMap((event) => [desk.say(event), desk.apply([event]), desk.apply([event])]));
  await quiet();
  const view = await ticket('raced');
  expect(view.timeline).toHaveLength(story.length);
  expect(view).toMatchObject({ state: 'replied', turn: 2 });
  const [row] = await desk.db.query<{ n: number }>(`select count(*)::int as n from console.event where conversation_id = 'conv raced'`);
  expect(row!.n).toBe(story.length);
});

test('a row that another process has written meanwhile is read again, and nothing of either is lost', async () => {
  const [first, second, ...rest] = as('shared', wholeStory());
  await desk.apply([first!]);
  await desk.db.query(`update console.ticket set version = version + 1, facts = replace(facts, 'text 1', 'text one') where ticket_id = 'shared'`);
  await desk.apply([second!]);
  expect(await ticket('shared')).toMatchObject({ state: 'classified', messages: [{ text: 'text one' }] });
  await desk.apply(rest);
  expect(await ticket('shared')).toMatchObject({ state: 'replied', turn: 2 });
});

describe('wait', () => {
  const facts = { received: received(1, 0), classified: classified(), grounding: grounding() };
  const settled = () => event(9, 'case.changed.v1', { ...facts, case: caseOf('replied', 1, 9, { reply: replyOf(delivered(1, 8)) }) });

  test('answers when the turn settles, not before', async () => {
    const [arrived, done] = as('waits', [event(0, 'ticket.received.v1', { received: facts.received }), settled()]);
    await desk.apply([arrived!]);
    const from = performance.now();
    const waiting = ticket('waits', 20);
    await sleep(300);
    await desk.say(done!);
    expect(await waiting).toMatchObject({ state: 'replied', reply: { text: 'reply at 8' } });
    expect(performance.now() - from).toBeGreaterThan(290);
    expect(performance.now() - from).toBeLessThan(1_500);
  });

  test('answers with the state as it is when the time is up, and at once for what is settled or unknown', async () => {
    const [arrived] = as('waits2', [event(0, 'ticket.received.v1', { received: facts.received })]);
    await desk.apply([arrived!]);
    const from = performance.now();
    expect(await ticket('waits2', 1)).toMatchObject({ state: 'received' });
    expect(performance.now() - from).toBeGreaterThan(950);
    expect(await ticket('waits', 30)).toMatchObject({ state: 'replied' });
    expect((await desk.get('/v1/tickets/nope?wait=30')).status).toBe(404);
    expect(performance.now() - from).toBeLessThan(2_000);
  });

  test('over gRPC too', async () => {
    const { json } = await desk.view.ticket({ ticketId: 'waits', waitMs: 1_000 }, { deadlineMs: 5_000 });
    expect(JSON.parse(json)).toMatchObject({ ticketId: 'waits', state: 'replied' });
    await expect(desk.view.ticket({ ticketId: 'nope', waitMs: 0 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(desk.view.conversation({ conversationId: 'nope' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('a conversation: its tickets, who holds it, everything said', async () => {
  const [one] = as('talk1', [event(0, 'ticket.received.v1', { received: received(1, 0, { text: 'first' }) })], 'a / ü');
  const [two, taken] = as('talk2', [
    event(1, 'ticket.received.v1', { received: received(1, 1, { text: 'second', revision: 2 }) }),
    event(2, 'conversation.taken_over.v1', held(3, 2, 'Lena', ['talk1', 'tkt_1']), { subject: null }),
  ], 'a / ü');
  await desk.apply([one!, two!, taken!]);
  const { body, status } = await desk.get<ConversationView>(`/v1/conversations/${encodeURIComponent('a / ü')}`);
  expect(status).toBe(200);
  expect(body).toEqual({
    conversationId: 'a / ü', source: 'shop', authenticated: true, heldBy: 'Lena',
    tickets: [{ ticketId: 'talk1', state: 'assigned' }, { ticketId: 'talk2', state: 'assigned' }],
    messages: [expect.objectContaining({ text: 'first', from: 'customer' }), expect.objectContaining({ text: 'second' })],
  });
  expect(JSON.parse((await desk.view.conversation({ conversationId: 'a / ü' })).json)).toEqual(body);
});

test('approvals, by status', async () => {
  const waits = event(5, 'approval.requested.v1', { approval: approval() });
  await desk.apply(as('wants', [event(0, 'ticket.received.v1', { received: received(1, 0) }), waits]));
  const pending = await desk.get<{ items: ApprovalView[] }>('/v1/approvals?status=pending');
  expect(pending.body.items).toEqual([
    {
      approvalId: 'apr_wants', ticketId: 'wants', conversationId: 'conv wants', status: 'pending', kind: 'action', draft: 'We refunded it.', neededApprovals: 1,
      action: { tool: 'process_refund', arguments: { orderId: '12345', amount: { value: '100.01', currency: 'USD' } } },
      expiresAt: at(86_400), decidedBy: null, decisions: [],
    },
  ]);
  const all = await desk.get<{ items: ApprovalView[] }>('/v1/approvals');
  expect(all.body.items.map(({ approvalId }) => approvalId)).toContain('apr_story');
});

describe('the list', () => {
  interface List {
    items: TicketView[];
    next: string | null;
  }
  beforeAll(async () => {
    for (let n = 0; n < 7; n++) {
      const [one] = as(`list${n}`, [event(100, 'ticket.received.v1', { received: received(1, 100, { source: 'paging', sourceId: `p-${n}` }) })]);
      await desk.apply([one!]);
    }
    const escalation = { action: 'transfer_to_human', queue: 'billing', level: 'high', code: 'tool_failed', reason: '', summary: '', customerSentiment: '', attemptedResolutions: [] };
    const facts = { received: received(1, 100, { source: 'paging', sourceId: 'p-3' }) };
    await desk.apply(as('list3', [event(101, 'case.changed.v1', { ...facts, case: caseOf('escalated', 1, 101, { escalation }) })]));
  });

  test('newest first, in pages, also where all came in one millisecond', async () => {
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const { body }: { body: List } = await desk.get<List>(`/v1/tickets?source=paging&limit=3&after=${encodeURIComponent(next)}`);
      seen.push(...body.items.map(({ sourceId }) => sourceId));
      next = body.next;
    }
    expect(seen).toEqual(['p-6', 'p-5', 'p-4', 'p-3', 'p-2', 'p-1', 'p-0']);
  });

  test.each([
    ['source=paging&sourceId=p-2', ['list2']],
    ['state=escalated&queue=billing', ['list3']],
    ['source=paging&state=escalated', ['list3']],
    ['source=nobody', []],
    ['state=&queue=&source=paging&sourceId=p-1&after=&limit=', ['list1']],
  ])('%s', async (query, ids) => {
    expect((await desk.get<List>(`/v1/tickets?${query}`)).body.items.map(({ ticketId }) => ticketId)).toEqual(ids);
  });

  test.each(['tickets?state=nope', 'tickets?limit=0', 'tickets?limit=201', 'tickets?limit=ten', 'tickets?after=nope', 'tickets?state=replied&state=closed', 'tickets/x?wait=31', 'tickets/x?wait=-1', 'tickets/x?wait=soon', 'tickets/x?wait=1.5', 'approvals?status=maybe', 'events?after=x'])(
    '%s is 422',
    async (path) => {
      const { status, body } = await desk.get<{ errors: unknown[]; detail: string }>(`/v1/${path}`);
      expect(status).toBe(422);
      expect(body.errors).toHaveLength(1);
    },
  );

  test.each(['tickets/nope', 'conversations/nope', 'tickets/a%00b', 'conversations/a%00b'])('%s is 404 with a sentence', async (path) => {
    expect(await desk.get(`/v1/${path}`)).toMatchObject({ status: 404, body: { detail: expect.any(String) } });
  });
});

test('personal data is revealed with one question, cards only by their last four; the archive keeps tokens', async () => {
  desk.ingestion.words.set('<EMAIL_7f3a9c01b2>', 'ada@example.com');
  const text = 'I am <EMAIL_7f3a9c01b2>, card <CARD_4242_7f3a9c01b2>, <PHONE_0000000000>';
  const facts = { received: received(1, 0, { text }), classified: classified({ entities: { email: ['<EMAIL_7f3a9c01b2>'] } }) };
  const calls = [call(1, { tool: 'lookup_account', arguments: {}, result: { email: '<EMAIL_7f3a9c01b2>' } })];
  await desk.apply(as('private', [event(0, 'ticket.proposed.v1', { ...facts, grounding: grounding(), proposal: proposal({ calls }) })]));
  desk.ingestion.reveals.length = 0;
  const view = await ticket('private');
  expect(view.messages[0]!.text).toBe('I am ada@example.com, card **** 4242, <PHONE_0000000000>');
  expect(view.entities).toEqual({ email: ['ada@example.com'] });
  expect(view.actions[0]!.result).toEqual({ email: 'ada@example.com' });
  expect(desk.ingestion.reveals).toEqual([{ texts: ['<EMAIL_7f3a9c01b2>', '<PHONE_0000000000>'], purpose: 'desk' }]);
  const events = await desk.get('/v1/events?ticketId=private');
  expect(JSON.stringify(events.body)).toContain('<EMAIL_7f3a9c01b2>');
  expect(JSON.stringify(events.body)).not.toContain('ada@example.com');
});

describe('the archive', () => {
  interface Page {
    items: { seq: number; id: string; topic: string; ticketId: string | null; body: object }[];
    next: number;
  }

  test('holds what was said, page by page, with the conversation\'s own events', async () => {
    const seen: Page['items'] = [];
    for (let after = 0; ; ) {
      const { body } = await desk.get<Page>(`/v1/events?ticketId=story&limit=6&after=${after}`);
      if (!body.items.length) break;
      seen.push(...body.items);
      after = body.next;
    }
    expect(seen.map(({ topic }) => topic)).toEqual(wholeStory().map(({ topic }) => topic));
    expect(seen.filter(({ ticketId }) => ticketId === null).map(({ topic }) => topic)).toEqual(['conversation.taken_over.v1', 'conversation.released.v1']);
    expect(seen[0]!.body).toEqual(as('story', wholeStory())[0]!.body);
    expect((await desk.get<Page>('/v1/events?ticketId=nope')).body.items).toEqual([]);
  });

  test('of some topics only, and in brief what a turn was taken for', async () => {
    const { body } = await desk.get<Page>('/v1/events?ticketId=story&topics=ticket.classified.v1,ticket.grounded.v1');
    expect(body.items.map(({ topic }) => topic)).toEqual(['ticket.classified.v1', 'ticket.grounded.v1', 'ticket.classified.v1']);
    const { classified } = body.items[0]!.body as { classified: { intent: string; confidence: number } };
    const brief = await desk.get<Page>('/v1/events?body=brief&topics=ticket.classified.v1&from=2020-01-01T00:00:00Z');
    expect(brief.body.items.find(({ ticketId }) => ticketId === 'story')?.body).toMatchObject({ classified: { intent: classified.intent, confidence: classified.confidence } });
    expect((await desk.get<Page>('/v1/events?from=2999-01-01T00:00:00Z')).body.items).toEqual([]);
    expect((await desk.get('/v1/events?from=yesterday')).status).toBe(422);
  });

  test('as a stream: what there is, then what comes', async () => {
    const leave = new AbortController();
    const response = await fetch(`${desk.url}/v1/events?conversationId=${encodeURIComponent('conv streamed')}`, { headers: { accept: 'text/event-stream' }, signal: leave.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const [first, second] = as('streamed', wholeStory());
    await desk.say(first!);
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body!) text += Buffer.from(chunk).toString();
    })();
    await waitFor(() => text.includes('ticket.received.v1'), { for: 'the first event' });
    await desk.say(second!);
    await waitFor(() => text.includes('event: ticket.classified.v1'), { for: 'the second event' });
    expect(text).toMatch(/^id: \d+\nevent: ticket\.received\.v1\ndata: \{.*\}\n\n/);
    leave.abort();
    await reading.catch(() => undefined);
  });

  test('keeps days long past and to come in partitions of their own', async () => {
    const days = as('old', wholeStory().slice(0, 3)).map((one, n) => ({ ...one, at: ['2020-02-29T23:59:59.999Z', '2031-01-01T00:00:00.000Z', '2026-11-20T12:00:00.000Z'][n]! }));
    for (const one of days) await desk.say(one);
    await quiet();
    const rows = await desk.db.query<{ part: string }>(`select tableoid::regclass::text as part from console.event where ticket_id = 'old' order by day`);
    expect(rows.map(({ part }) => part)).toEqual(['console.event_20200229', 'console.event_20261120', 'console.event_20310101']);
  });
});

test('a ticket of which only its conversation was heard of is not shown', async () => {
  const [taken] = as('unheard', [event(0, 'conversation.taken_over.v1', held(1, 0), { subject: null })]);
  await desk.apply([taken!]);
  expect((await desk.get('/v1/tickets/unheard')).status).toBe(404);
  expect((await desk.get(`/v1/conversations/${encodeURIComponent('conv unheard')}`)).status).toBe(404);
});

test('after a restart everything is as it was, and ready only once it has caught up', async () => {
  let other = await startConsole();
  const story = as('kept', wholeStory());
  for (const event of story.slice(0, 10)) await other.say(event);
  await waitFor(async () => (await other.get('/v1/tickets/kept')).status === 200, { for: 'the ticket' });
  await other.stop(true);
  other = await startConsole(other.folder);
  await waitFor(async () => (await other.get('/readyz')).status === 200, { for: 'readiness' });
  for (const event of story.slice(10)) await other.say(event);
  await waitFor(async () => (await other.get<TicketView>('/v1/tickets/kept')).body.timeline.length === story.length, { for: 'the rest' });
  expect((await other.get<TicketView>('/v1/tickets/kept')).body).toMatchObject({ state: 'replied', turn: 2 });
  await other.stop();
});
