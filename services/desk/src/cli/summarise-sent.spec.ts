import { expect, test } from 'vitest';
import { type Sent, summariseSent, tableOfSent } from './summarise-sent.js';

const sent = (state: string, more: Partial<Sent> = {}): Sent => ({ id: '1', ticketId: 'tkt_1', state, intent: 'other', confidence: 0.9, code: null, reply: 'r', ms: 10, ...more });

test('counts what became of each, most frequent first', () => {
  const all = [sent('replied'), sent('escalated', { code: 'low_confidence', intent: null }), sent('replied', { intent: 'complaint' }), sent('received'), sent('refused', { ms: null, ticketId: null, problem: 'no' })];
  const summary = summariseSent(all, 2_000);
  expect(summary).toMatchObject({ tickets: 5, settled: 3, seconds: 2, perSecond: 2.5, states: { replied: 2, escalated: 1, received: 1, refused: 1 }, codes: { low_confidence: 1 }, problems: ['no'] });
  expect(Object.keys(summary.states)[0]).toBe('replied');
  expect(tableOfSent(summary)).toMatch(/state +2 +40\.0 % +replied\n +1 +20\.0 % +escalated/);
});

test('p50 and p95 are of those that were answered', () => {
  const summary = summariseSent(Array.from({ length: 100 }, (_, n) => sent('replied', { ms: 100 - n })), 1_000);
  expect([summary.p50Ms, summary.p95Ms]).toEqual([50, 95]);
  expect(summariseSent([sent('refused', { ms: null })], 1_000)).toMatchObject({ p50Ms: null, p95Ms: null });
});
