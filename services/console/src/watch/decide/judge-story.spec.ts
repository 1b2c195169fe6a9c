import type { Approval } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Payload, TopicName } from '@deskhand/contracts/topics.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approval, at, call, caseOf, classified, conversationId, delivered, grounding, held, proposal, received, ticketId } from '../../decide/story.fixture.js';
import { judgeStory } from './judge-story.js';
import type { WatchedEvent } from './watched-event.js';
import type { WatchPolicy } from './watch-policy.js';

const policy: WatchPolicy = { refundLimits: { USD: { approvalAbove: 10_000, secondApprovalAbove: 100_000 } }, openText: '', topicLagMs: 2_000, legalMs: 60_000 };

function event<T extends TopicName>(second: number, topic: T, body: Payload<T>, turn = 1): WatchedEvent {
  return { id: `${topic}@${second}`, topic, lane: 'stable', at: at(second), conversationId, ticketId, turn, body };
}

const now = Date.parse(at(600));
const judge = (events: WatchedEvent[], caughtUpAt = now) => judgeStory({ events, now, caughtUpAt }, policy);
const broken = (events: WatchedEvent[]) => judge(events).violations.map(({ rule }) => rule);

const amount = (value: string, currency = 'USD') => ({ orderId: '12345', amount: { value, currency } });
const refund = (value: string, more = {}) => call(4, { tool: 'process_refund', kind: 'write', arguments: amount(value), result: { refundId: 'ref_1' }, idempotencyKey: 'k1', ...more });
const hears = (turn = 1, more = {}) => event(turn, 'ticket.received.v1', { received: received(turn, turn, more) }, turn);
const proposes = (second: number, calls: ReturnType<typeof call>[], turn = 1, more = {}) =>
  event(second, 'ticket.proposed.v1', { received: received(turn, 1, more), classified: classified(), grounding: grounding(), proposal: proposal({ calls }) }, turn);
const said = (by: string, verdict = 'approved', second = 3) => ({ by, verdict, at: at(second), reason: '' });
const decides = (more: Partial<Approval>) =>
  event(3, 'approval.decided.v1', { received: received(1, 1), classified: classified(), grounding: grounding(), proposal: proposal(), approval: approval({ status: 'approved', ...more }) });
const approvedFor = (value: string, decisions = [said('Kim')]) => decides({ decisions, action: { ...approval().action!, arguments: amount(value) } });

describe('a refund over the limit', () => {
  test.each([
    ['at the limit, nobody need approve', [hears(), proposes(4, [refund('100.00')])], []],
    ['a cent above it', [hears(), proposes(4, [refund('100.01')])], ['refund_without_approval']],
    ['that may have been made', [hears(), proposes(4, [refund('100.01', { status: 'unknown', result: undefined })])], ['refund_without_approval']],
    ['that was refused', [hears(), proposes(4, [refund('100.01', { status: 'refused' })])], []],
    ['that one person approved', [hears(), approvedFor('100.01'), proposes(4, [refund('100.01')])], []],
    ['of another amount than was approved', [hears(), approvedFor('100.01'), proposes(4, [refund('200.00')])], ['refund_without_approval']],
    ['that was approved afterwards', [hears(), approvedFor('100.01', [said('Kim', 'approved', 60)]), proposes(4, [refund('100.01')])], ['refund_without_approval']],
    ['that was rejected', [hears(), decides({ status: 'rejected', decisions: [said('Kim', 'rejected')] }), proposes(4, [refund('100.01')])], ['refund_without_approval']],
    ['above the second limit, one person', [hears(), approvedFor('1000.01'), proposes(4, [refund('1000.01')])], ['refund_without_approval']],
    ['above the second limit, one person twice', [hears(), approvedFor('1000.01', [said('Kim'), said('Kim')]), proposes(4, [refund('1000.01')])], ['refund_without_approval']],
    ['above the second limit, two people', [hears(), approvedFor('1000.01', [said('Kim'), said('Lee')]), proposes(4, [refund('1000.01')])], []],
    ['in a currency without limits', [hears(), proposes(4, [refund('1.00', { arguments: amount('1.00', 'EUR') })])], ['refund_without_approval']],
  ])('%s', (_name, events, expected) => expect(broken(events)).toEqual(expected));

  test('is not judged before its approval can be there', () => {
    const events = [hears(), proposes(4, [refund('100.01')])];
    expect(judge(events, Date.parse(at(5)))).toMatchObject({ violations: [], lookAgainAt: now + policy.topicLagMs });
  });
});

describe('an action', () => {
  const write = call(4, { tool: 'reset_password', kind: 'write', idempotencyKey: 'k' });
  test.each([
    ['for a proved customer', [hears(), proposes(4, [write])], []],
    ['for nobody', [hears(1, { authenticated: false }), proposes(4, [write], 1, { authenticated: false })], ['unauthenticated_action']],
    ['for nobody, whatever the proposal says', [hears(1, { authenticated: false }), proposes(4, [write])], ['unauthenticated_action']],
    ['a look at an order, for nobody', [proposes(4, [call(4)], 1, { authenticated: false })], ['unauthenticated_action']],
    ['a look at products, for nobody', [proposes(4, [call(4, { tool: 'search_products' })], 1, { authenticated: false })], []],
    ['a look that was refused', [proposes(4, [call(4, { status: 'refused' })], 1, { authenticated: false })], []],
    ["a look at another's order", [hears(), proposes(4, [call(4, { result: { customerId: 'cus_2' } })])], ['unauthenticated_action']],
    ['a tool that nobody has thought of', [proposes(4, [call(4, { tool: 'look_at_everything' })], 1, { authenticated: false })], ['unauthenticated_action']],
  ])('%s', (_name, events, expected) => expect(broken(events)).toEqual(expected));
});

describe('a legal mention', () => {
  const mention = event(2, 'ticket.classified.v1', { received: received(1, 1), classified: classified({ legal: true }) });
  const isCase = (state: string, revision: number, turn = 1, second = 5) => event(second, 'case.changed.v1', { received: received(turn, 1), case: caseOf(state, revision, second, { turn }) }, turn);
  test.each([
    ['that nobody hears of', [mention, isCase('replied', 3)], ['unheard_legal_mention']],
    ['that the classifier overhears', [hears(1, { text: 'My lawyer will hear of this' })], ['unheard_legal_mention']],
    ['that is handed over', [mention, isCase('escalated', 3)], []],
    ['in a ticket that people have already', [isCase('escalated', 2, 1, 0), mention], []],
    ['in a conversation that is taken over', [mention, event(5, 'conversation.taken_over.v1', held(2, 5), 0)], []],
    ['whose draft waits for a person', [mention, event(5, 'approval.requested.v1', { approval: approval() })], []],
  ])('%s', (_name, events, expected) => expect(broken(events)).toEqual(expected));

  test('has its minute', () => {
    const early = judgeStory({ events: [mention], now: Date.parse(at(10)), caughtUpAt: Date.parse(at(10)) }, policy);
    expect(early).toEqual({ violations: [], lookAgainAt: Date.parse(at(62)) });
  });
});

describe('a word of the bot', () => {
  const releases = (messageId: string, epoch: number, second = 3) =>
    event(second, 'reply.released.v1', {
      ticketId, conversationId, source: 'shop', sourceId: '1', channel: 'api', turn: 1, epoch, messageId, inReplyTo: 'msg_1', text: 'x', citations: [], settles: 'replied', intent: '', toolResults: [], dryRun: false,
    });
  const says = (messageId: string, second = 4, by = 'bot') => event(second, 'reply.delivered.v1', delivered(1, second, { messageId, by }));
  const takes = (epoch: number, saidMessageIds: string[]) => event(5, 'conversation.taken_over.v1', { conversation: { ...held(2, 5).conversation, epoch, saidMessageIds } }, 0);
  test.each([
    ['before the takeover', [releases('m', 0), says('m'), takes(1, ['m'])], []],
    ['before the takeover, with a clock that says after', [releases('m', 0), says('m', 30), takes(1, ['m'])], []],
    ['released before and said after', [releases('m', 0), says('m'), takes(1, [])], ['words_after_takeover']],
    ['released and said after', [releases('m', 1), says('m', 30), takes(1, [])], ['words_after_takeover']],
    ['after the release', [releases('m', 2), says('m', 30), takes(1, [])], []],
    ['never released', [says('m', 30), takes(1, [])], ['words_after_takeover']],
    ['said by the person', [says('m', 30, 'Lena'), takes(1, [])], []],
    ['where nobody took over', [says('m')], []],
  ])('%s', (_name, events, expected) => expect(broken(events)).toEqual(expected));
});

describe('one wish', () => {
  test.each([
    ['told twice', [hears(), proposes(4, [refund('20.00')]), proposes(5, [refund('20.00')])], []],
    ['two amounts are two wishes', [hears(), proposes(4, [refund('20.00')]), proposes(5, [refund('21.00', { idempotencyKey: 'k2', result: { refundId: 'ref_2' } })])], []],
    ['done twice under two keys', [hears(), proposes(4, [refund('20.00')]), proposes(5, [refund('20.00', { idempotencyKey: 'k2', result: { refundId: 'ref_2' } })])], ['repeated_refund']],
    ['done twice under one key', [hears(), proposes(4, [refund('20.00')]), proposes(5, [refund('20.00', { result: { refundId: 'ref_2' } })])], ['repeated_refund']],
    ['unknown, then found', [hears(), proposes(4, [refund('20.00', { status: 'unknown', result: undefined })]), proposes(5, [refund('20.00')])], []],
  ])('%s', (_name, events, expected) => expect(broken(events)).toEqual(expected));
});

test('the order in which the archive took them and repetitions change nothing', () => {
  const events = [
    hears(), approvedFor('100.01'), proposes(4, [refund('100.01')]), proposes(5, [refund('300.00', { idempotencyKey: 'k3', result: { refundId: 'ref_3' } })]),
    proposes(6, [refund('20.00', { idempotencyKey: 'k4', result: { refundId: 'ref_4' } })]), proposes(7, [refund('20.00', { idempotencyKey: 'k5', result: { refundId: 'ref_5' } })]),
  ];
  const causes = (list: WatchedEvent[]) => [...new Set(judge(list).violations.map(({ rule, cause }) => `${rule} ${cause}`))].sort();
  const expected = causes(events);
  expect(expected).toHaveLength(2);
  fc.assert(
    fc.property(fc.shuffledSubarray([...events, ...events], { minLength: 12 }), (shuffled) => {
      expect(causes(shuffled)).toEqual(expected);
    }),
  );
});
