import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../cli/ticket.js';
import { customerFigures } from './customer-figures.js';
import { customerScriptShape } from './customer-script.js';
import { judgeCustomer } from './judge-customer.js';

function ticket(more: Partial<Ticket>): Ticket {
  const refund = { tool: 'process_refund', kind: 'write', status: 'succeeded', arguments: { orderId: '1', amount: { value: '24.90', currency: 'USD' } }, result: null, refusal: null, idempotencyKey: null, at: '' };
  return {
    ticketId: 't', state: 'replied', intent: { name: 'refund_request', confidence: 0.9, agent: 'support', candidates: [] }, escalation: null, actions: [refund],
    reply: { text: 'I refunded $24.90.', by: 'bot', deliveredAt: '', citations: [{ documentId: 'billing/refunds', title: 'Refunds', section: '', version: '', score: 1 }] },
    messages: [], ...more,
  } as Ticket;
}

function judged(expect: object, ...turns: Ticket[]) {
  const script = customerScriptShape.parse({ name: 'one', messages: turns.map(() => 'x'), expect });
  return judgeCustomer({ ...script, place: 'f:1' }, turns);
}

describe('judgeCustomer', () => {
  it('passes who was served by the facts', () => {
    expect(judged({ state: 'replied', intent: 'refund_request', tool: 'process_refund', amount: '24.90', cites: 'refund', says: '$24.90', noTool: 'cancel_order' }, ticket({}))).toMatchObject({ ending: 'answered', passed: true });
  });

  it.each([
    [{ amount: '24.91' }, 'the amount is 24.90, not 24.91'],
    [{ tool: 'cancel_order' }, 'cancel_order was not carried out (process_refund succeeded)'],
    [{ noTool: 'process_refund' }, 'process_refund was carried out'],
    [{ cites: 'Warranty' }, '"Warranty" is not cited (Refunds)'],
    [{ never: 'REFUNDED' }, 'the reply says "REFUNDED"'],
    [{ code: 'no_grounding' }, 'escalation is none, not no_grounding'],
  ])('calls an answer wrong that is not as expected: %j', (expected, fault) => {
    expect(judged(expected, ticket({}))).toMatchObject({ ending: 'wrong', passed: false, faults: [fault] });
  });

  it('counts who waits for a person as escalated, whether that was expected or not', () => {
    const waiting = ticket({ state: 'awaiting_approval' });
    expect(judged({ state: 'replied' }, waiting)).toMatchObject({ ending: 'escalated', passed: false });
    expect(judged({ state: 'awaiting_approval' }, waiting)).toMatchObject({ ending: 'escalated', passed: true });
  });
});

it('draws risk over coverage from the surest answer on', () => {
  const at = (confidence: number) => ({ intent: { name: 'refund_request', confidence, agent: 'support', candidates: [] } });
  const right = judged({}, ticket(at(0.9)));
  const wrong = judged({ tool: 'x' }, ticket(at(0.6)));
  const passedOn = judged({}, ticket({ state: 'escalated' }));
  expect(customerFigures([wrong, right, passedOn, right])).toEqual({
    customers: 4, passed: 3, answered: 0.5, escalated: 0.25, wrong: 0.25,
    curve: [{ confidence: 0.9, answered: 0.5, risk: 0 }, { confidence: 0.6, answered: 0.75, risk: 1 / 3 }],
  });
});
