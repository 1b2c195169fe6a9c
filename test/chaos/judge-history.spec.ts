import { describe, expect, it } from 'vitest';
import { emptyHistory } from './empty-history.ts';
import type { History } from './history.ts';
import { isClean, judgeHistory } from './judge-history.ts';

const judge = (history: History, now = 1_000_000) => judgeHistory(history, { producersOf: () => ['intent'], now, isOver: true });

function oneRefund(): History {
  const history = emptyHistory();
  history.sent.set('a', { id: 'a', conversationId: 'c', wish: 'refund', at: 1_000, order: { orderId: '5000001', cents: 101 } });
  history.received.set('a', new Set(['tkt_a']));
  history.rested.set('a', { at: 1_500, kind: 'answered' });
  history.refunds.push({ orderId: '5000001', cents: 101, key: 'k' });
  history.delivered.push({ conversationId: 'c', ticketId: 'tkt_a', eventId: 'e', messageId: 'm', inReplyTo: 'q', at: 1_400 });
  return history;
}

const headers = { 'dlq-reason': 'r', 'dlq-error-type': 'Error', 'dlq-attempts': '1', 'dlq-original-topic': 't', 'dlq-original-partition': '0', 'dlq-original-offset': '7', 'dlq-group': 'g', 'dlq-at': 'x', 'kafka_dlt-original-topic': 't', 'kafka_dlt-exception-message': 'r', 'chaos-marker': 'p1' };

describe('what a checker that is asleep would let pass', () => {
  it('a run in which all went well is clean', () => expect(isClean(judge(oneRefund()))).toBe(true));

  it.each<[keyof ReturnType<typeof judge>, string, (history: History) => unknown]>([
    ['lost', 'never came to rest', (history) => history.rested.clear()],
    ['lost', 'was not refunded', (history) => history.refunds.pop()],
    ['lost', 'in no dead letter', (history) => history.poison.push({ marker: 'p1', value: '{', places: new Set(['0@7']) })],
    ['stuck', 'came to rest 70.0 s after', (history) => history.rested.set('a', { at: 71_000, kind: 'answered' })],
    ['duplicated', 'became 2 tickets', (history) => history.received.set('a', new Set(['tkt_a', 'tkt_b']))],
    ['duplicated', 'was answered 2 times', (history) => history.delivered.push({ ...history.delivered[0]!, eventId: 'f' })],
    ['duplicated', 'though nothing had failed', (history) => history.repeats.push({ topic: 't', id: 'i', first: 1_000, again: 9_000 })],
    ['effectTwice', 'was refunded 2 times', (history) => history.refunds.push({ orderId: '5000001', cents: 101, key: 'l' })],
    ['effectTwice', 'not 101', (history) => history.refunds.splice(0, 1, { orderId: '5000001', cents: 102, key: 'k' })],
    ['replyAfterTakeover', 'after the takeover', (history) => history.takeovers.push({ conversationId: 'c', at: 1_300, messageIds: [] })],
    ['timerEarly', '5.0 s early', (history) => (history.approvals.set('p', { ticketId: 't', conversationId: 'c', expiresAt: 10_000 }), history.escalated.set('t', [{ code: 'approval_expired', at: 5_000 }]))],
    ['timerMissed', 'nobody was told', (history) => history.approvals.set('p', { ticketId: 't', conversationId: 'c', expiresAt: 10_000 })],
    ['deadLetter', 'holds what was well', (history) => history.buried.push({ topic: 't.dlq', value: '{}', headers })],
    ['deadLetter', 'without dlq-reason', (history) => (history.poison.push({ marker: 'p1', value: '{', places: new Set(['0@7']) }), history.buried.push({ topic: 't.dlq', value: '{', headers: { ...headers, 'dlq-reason': '' } }))],
    ['deadLetter', 'it lay at 0@8', (history) => (history.poison.push({ marker: 'p1', value: '{', places: new Set(['0@8']) }), history.buried.push({ topic: 't.dlq', value: '{', headers }))],
  ])('%s: %s', (name, words, spoil) => {
    const history = oneRefund();
    spoil(history);
    expect(judge(history)[name].join('\n')).toContain(words);
  });

  it('reordered: a later ticket of a conversation that came first', () => {
    const history = oneRefund();
    history.sent.set('b', { id: 'b', conversationId: 'c', wish: 'question', at: 1_001 });
    history.rested.set('b', { at: 1_500, kind: 'answered' });
    history.order.set('ticket.proposed.v1', new Map([['c', ['b', 'a']]]));
    expect(judge(history).reordered).toEqual(['ticket.proposed.v1 c: b, a']);
  });

  it.each([
    ['its writer was killed just after it had written', { kind: 'kill', target: 'intent', from: 2_000, until: 2_100 }, true],
    ['its writer was killed long after', { kind: 'kill', target: 'intent', from: 8_000, until: 8_100 }, false],
    ['another service was killed', { kind: 'kill', target: 'actions', from: 1_500, until: 1_600 }, false],
    ['the broker was away', { kind: 'kill', target: 'kafka', from: 500, until: 6_000 }, true],
  ])('an event that comes again is excused when %s: %o', (_, fault, excused) => {
    const history = oneRefund();
    history.faults.push(fault);
    history.repeats.push({ topic: 't', id: 'i', first: 1_000, again: 9_000 });
    expect(judge(history).duplicated.length === 0).toBe(excused);
  });
});
