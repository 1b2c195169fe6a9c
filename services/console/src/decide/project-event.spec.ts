import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SeenEvent, TicketFacts } from './facts.js';
import { projectEvent } from './project-event.js';
import { showTicket } from './show-ticket.js';
import { at, caseOf, classified, event, grounding, received, replyOf, delivered, ticketId, wholeStory } from './story.fixture.js';

function viewOf(events: readonly SeenEvent[]) {
  const facts = events.reduce<TicketFacts | undefined>((known, next) => projectEvent(known, next, ticketId), undefined);
  return facts && showTicket(facts);
}

test('the whole story as the contract shows it', () => {
  const view = viewOf(wholeStory())!;
  expect(view).toMatchObject({
    ticketId, conversationId: 'shop:1', source: 'shop', sourceId: '1', channel: 'api', state: 'replied', lane: 'stable', authenticated: true, turn: 2,
    intent: { name: 'order_status', confidence: 0.8, agent: 'support' },
    sentiment: 'neutral', priority: 2, entities: { orderId: ['12345'] }, escalation: null, heldBy: null,
    reply: { by: 'Lena', text: 'reply at 24', deliveredAt: at(24), citations: [] },
    approval: { approvalId: 'apr_1', status: 'approved', decidedBy: 'Max', neededApprovals: 1, decisions: [{ by: 'Max', verdict: 'approved', at: at(10) }] },
  });
  expect(view.approvals).toHaveLength(1);
  expect(view.actions.map(({ tool, status, result }) => [tool, status, result])).toEqual([
    ['lookup_order', 'succeeded', { id: '12345' }],
    ['process_refund', 'succeeded', { refundId: 'r1' }],
  ]);
  expect(view.messages.map(({ from, text }) => [from, text])).toEqual([
    ['customer', 'text 1'],
    ['bot', 'reply at 6'],
    ['bot', 'reply at 13'],
    ['customer', 'Thanks. And my other order?'],
    ['human', 'reply at 24'],
  ]);
  expect(view.timeline).toHaveLength(wholeStory().length);
  expect(view.timeline.map((entry) => entry.at)).toEqual(view.timeline.map((entry) => entry.at).toSorted());
  for (const { summary } of view.timeline) expect(summary).toMatch(/^\w.*[.!?]$/);
  expect(view.explanation).toMatchObject({
    confidence: { refund_request: 0.9, complaint: 0.1 },
    versions: { catalogue: 'k1', classifier: 'c1', prompt: null, model: null },
    overrides: [{ by: 'Max', what: 'approved process_refund' }, { by: 'Lena' }, { by: 'Lena' }],
  });
  expect(view.explanation!.documents.map(({ documentId }) => documentId)).toEqual(['doc0', 'doc1', 'doc2']);
});

test('every order of a ticket\'s events, with any of them repeated, ends in the same view', () => {
  const story = wholeStory();
  const expected = viewOf(story);
  const places = story.map((_, n) => n);
  const orders = fc.tuple(fc.shuffledSubarray(places, { minLength: places.length }), fc.shuffledSubarray(places)).map(([all, again]) => [...again, ...all]);
  const check = (order: number[]) => {
    expect(viewOf(order.map((n) => story[n]!))).toEqual(expected);
  };
  fc.assert(fc.property(orders, check), { numRuns: 2_000 });
});

test('every order of a short ticket, all 5,040 of them', () => {
  const story = wholeStory().slice(0, 7);
  const expected = viewOf(story);
  for (const order of permutations(story)) expect(viewOf(order)).toEqual(expected);
});

test('an event that is known changes nothing, not even the object', () => {
  const [first] = wholeStory();
  const facts = projectEvent(undefined, first!, ticketId);
  expect(projectEvent(facts, first!, ticketId)).toBe(facts);
});

test('quick messages of one turn are shown one by one', () => {
  const view = viewOf([
    event(0, 'ticket.received.v1', { received: received(1, 0, { text: 'hello' }) }),
    event(1, 'ticket.received.v1', { received: received(2, 1, { text: 'hello\n\nwhere is my order?' }) }),
    event(2, 'ticket.received.v1', { received: received(3, 2, { text: 'hello\n\nwhere is my order?\n\n12345' }) }),
  ])!;
  expect(view.messages.map(({ text }) => text)).toEqual(['hello', 'where is my order?', '12345']);
});

test('a message that begins like the one that was answered is shown whole', () => {
  const view = viewOf([
    event(0, 'ticket.received.v1', { received: received(1, 0, { text: 'hello' }) }),
    event(1, 'reply.delivered.v1', delivered(1, 1)),
    event(2, 'ticket.received.v1', { received: received(2, 2, { text: 'hello\n\nagain' }) }),
  ])!;
  expect(view.messages.map(({ text }) => text)).toEqual(['hello', 'reply at 1', 'hello\n\nagain']);
});

test('facts that are absent are null', () => {
  expect(viewOf([event(0, 'ticket.received.v1', { received: received(1, 0) })])).toMatchObject({
    state: 'received', intent: null, sentiment: null, priority: null, entities: null, reply: null, approval: null, approvals: [],
    escalation: null, actions: [], explanation: null,
  });
});

test('a hand-over is shown with its words, and gone when the case has none any more', () => {
  const facts = { received: received(1, 0), classified: classified(), grounding: grounding() };
  const escalation = { action: 'transfer_to_human', queue: 'billing', level: 'high', code: 'tool_failed', reason: 'r', summary: 's', customerSentiment: 'neutral', attemptedResolutions: ['a'] };
  const told = replyOf(delivered(1, 3));
  const story = [
    event(0, 'ticket.received.v1', { received: facts.received }),
    event(2, 'case.escalated.v1', { eventId: 'e', ticketId, conversationId: 'shop:1', source: 'shop', sourceId: '1', at: at(2), ...escalation }),
    event(3, 'case.changed.v1', { ...facts, case: caseOf('escalated', 1, 3, { escalation, reply: told }) }),
  ];
  expect(viewOf(story.slice(0, 2))!.escalation).toEqual(escalation);
  expect(viewOf(story)).toMatchObject({ state: 'escalated', escalation, reply: { text: 'reply at 3', deliveredAt: at(3) } });
  expect(viewOf([...story, event(9, 'case.changed.v1', { ...facts, case: caseOf('replied', 2, 9) })])!.escalation).toBeNull();
});

test('why a message is served unauthenticated stands in the timeline', () => {
  const view = viewOf([event(0, 'ticket.received.v1', { received: received(1, 0, { authenticated: false, identityNote: 'The identity token has expired.' }) })])!;
  expect(view.timeline[0]!.summary).toContain('The identity token has expired.');
});

test('the timeline keeps the newest 400 events', () => {
  const first = wholeStory().slice(0, 1);
  const more = Array.from({ length: 500 }, (_, n) => event(n + 1, 'feedback.given.v1', { id: `f${n}`, ticketId, conversationId: 'shop:1', kind: 'thumbs', value: 'up', text: '', by: '', at: at(n + 1) }));
  const view = viewOf([...first, ...more])!;
  expect(view.timeline).toHaveLength(400);
  expect(view.timeline.at(-1)!.at).toBe(at(500));
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, n) => permutations(items.toSpliced(n, 1)).map((rest) => [item, ...rest]));
}

test('a settled ticket shows its reply though the released words have not been heard and the public topic brings none', () => {
  const told = delivered(1, 6);
  const wordless = event(6, 'reply.delivered.v1', { ...told, text: '' });
  const settled = event(7, 'case.changed.v1', { received: received(1, 0), classified: classified(), grounding: grounding(), case: caseOf('replied', 1, 7, { reply: replyOf(told) }) });
  for (const order of [[wordless, settled], [settled, wordless]]) expect(viewOf([event(0, 'ticket.received.v1', { received: received(1, 0) }), ...order])?.reply?.text).toBe(told.text);
});
