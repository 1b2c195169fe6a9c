import { expect, test } from 'vitest';
import { answered, at } from './case.fixture.js';
import { joinCase } from './join-case.js';
import type { TicketRecord } from './outcome.js';
import { takeFeedback } from './take-feedback.js';

const given = (kind: string, value: string) => ({ id: 'f1', ticketId: 'tkt_1', conversationId: 'shop:1', kind, value, text: '', by: '', at: at(10) });
const escalation = { action: 'transfer_to_human', queue: 'billing', level: 'high', code: 'tool_failed', reason: '', summary: 'secret summary', customerSentiment: '', attemptedResolutions: [] };
const join = (change = answered(), before?: TicketRecord) => joinCase(before, change, 'stable', at(0));

test('an answered ticket as one flat record, every member of the contract and no other', () => {
  expect(join().outcomes).toEqual([
    {
      n: '',
      outcome: {
        ticketId: 'tkt_1', conversationId: 'shop:1', source: 'shop', sourceId: '1', channel: 'email', lane: 'stable', turn: 1, kind: 'answered',
        intent: 'refund_request', confidence: 0.97, sentiment: 'neutral', priority: 2, agent: 'support', resolvedBy: 'bot',
        escalationCode: null, escalationLevel: null, queue: null, authenticated: true, citations: ['a', 'b'],
        actions: [{ tool: 'lookup_order', status: 'succeeded' }, { tool: 'process_refund', status: 'succeeded', amount: { value: '24.90', currency: 'USD' } }],
        receivedAt: at(0), at: at(4), firstResponseMs: 3_000, handleMs: 4_000, modelCalls: 2, modelTokens: 900, costUsd: '0.0031', csat: null,
      },
    },
  ]);
  expect(JSON.stringify(join())).not.toContain('secret');
});

test('what is absent is null and not missing', () => {
  const change = answered({ classified: undefined, proposal: undefined, case: { outcome: 'escalated', resolvedBy: '', firstReplyAt: '', reply: undefined, escalation } });
  expect(join(change).outcomes[0]!.outcome).toMatchObject({
    intent: null, confidence: null, sentiment: null, priority: null, agent: null, resolvedBy: null, firstResponseMs: null, csat: null,
    escalationCode: 'tool_failed', escalationLevel: 'high', queue: 'billing', actions: [], citations: [], modelCalls: 0, costUsd: '0',
  });
});

test('an earlier hand-over does not stain a later answer', () => {
  expect(join(answered({ case: { escalation } })).outcomes[0]!.outcome).toMatchObject({ escalationCode: null, queue: null });
});

test.each(['', 'closed', 'something_new'])('"%s" is remembered and not counted', (outcome) => {
  const { record, outcomes } = join(answered({ case: { outcome } }));
  expect(outcomes).toEqual([]);
  expect(record.outcome).toMatchObject({ ticketId: 'tkt_1' });
});

test.each(['answered', 'approval_requested', 'escalated', 'assigned', 'confirmed', 'reopened', 'resolved'])('%s is counted', (outcome) => {
  expect(join(answered({ case: { outcome } })).outcomes.map(({ outcome: { kind } }) => kind)).toEqual([outcome]);
});

test('time counts from the first message of the ticket, and never runs back', () => {
  expect(join(answered({ received: { turn: 2, receivedAt: at(3) } })).outcomes[0]!.outcome).toMatchObject({ receivedAt: at(0), firstResponseMs: 3_000 });
  expect(joinCase(undefined, answered(), 'stable', at(60)).outcomes[0]!.outcome).toMatchObject({ firstResponseMs: 0, handleMs: 0 });
});

test('an older case that comes late is counted and does not replace the newer one', () => {
  const { record } = join(answered({ case: { revision: 5, turn: 2 } }));
  const late = join(answered({ case: { revision: 4, outcome: 'escalated', turn: 1 } }), record);
  expect(late.outcomes).toHaveLength(1);
  expect(late.record).toMatchObject({ revision: 5, outcome: { turn: 2 } });
});

test('a rating says the outcome as it stands, rated', () => {
  const { rated } = takeFeedback(join().record, given('csat', '4'));
  expect(rated).toEqual({ ...join().record.outcome, kind: 'rated', at: at(10), handleMs: 10_000, csat: 4 });
  expect(takeFeedback(join().record, given('thumbs', 'up')).rated).toMatchObject({ kind: 'rated', csat: null });
});

test.each([['comment', ''], ['closure', 'solved']])('a %s rates nothing', (kind, value) => {
  expect(takeFeedback(join().record, given(kind, value)).rated).toBeNull();
});

test('a rating that comes before the first outcome waits for it', () => {
  const early = takeFeedback(undefined, given('csat', '2'));
  expect(early.rated).toBeNull();
  const { record, outcomes } = join(answered(), early.record);
  expect(outcomes.map(({ n, outcome: { kind, csat } }) => [n, kind, csat])).toEqual([['', 'answered', null], ['f1', 'rated', 2]]);
  expect(record.waiting).toEqual([]);
});
