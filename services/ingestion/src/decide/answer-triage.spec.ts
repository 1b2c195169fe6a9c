import { expect, test } from 'vitest';
import { answerTriage, type TriagedTicket } from './answer-triage.js';

const ticket: TriagedTicket = {
  state: 'replied', intent: { name: 'order_status' }, sentiment: 'neutral', priority: 2, reply: { text: 'Tomorrow.' },
  approval: null, escalation: null,
};
const answer = { intent: 'order_status', sentiment: 'neutral', suggested_response: 'Tomorrow.', priority: 2, next_action: 'auto_resolve' };

test.each<[string, Partial<TriagedTicket>, object | undefined]>([
  ['answered', {}, answer],
  ['not settled', { state: 'grounded' }, undefined],
  ['urgent', { priority: 1 }, { ...answer, priority: 1, next_action: 'escalate' }],
  ['escalated', { state: 'escalated', escalation: { code: 'asked_for_human' } }, { ...answer, next_action: 'escalate' }],
  ['unsafe', { state: 'escalated', escalation: { code: 'unsafe_input' } }, { error: 'unsafe_input' }],
  ['waiting for a review', { state: 'awaiting_approval', reply: null, approval: { draft: 'Perhaps.' } }, { ...answer, suggested_response: 'Perhaps.' }],
  ['never classified', { state: 'escalated', intent: null, sentiment: null, priority: null, reply: null, escalation: { code: 'internal_error' } }, { intent: 'other', sentiment: 'neutral', suggested_response: '', priority: 2, next_action: 'escalate' }],
])('%s', (_what, more, expected) => expect(answerTriage({ ...ticket, ...more })).toEqual(expected));
