import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import { describe, expect, it } from 'vitest';
import { proposal, refundOf, Scenario, shipped, submitted } from './scenario.fixture.js';

const draftWaits = () => new Scenario().message().proposed(proposal({ text: 'A draft.' }), { confidence: 0.7 }).delivered();
const actionWaits = (value = '150.00', needed = 1) => new Scenario().message().proposed(submitted(value, { neededApprovals: needed })).delivered();
const refunded: ToolCall = { tool: 'process_refund', kind: 'write', status: 'succeeded', idempotencyKey: 'k', at: '' };
const done = (ticket: Scenario, text = 'Refunded, as approved.') => {
  const facts = { ...ticket.asked, proposal: proposal({ text, kind: 'fixed', calls: [refunded], approvalId: ticket.approval!.approvalId }) };
  return ticket.hear(facts as Parameters<Scenario['hear']>[0]);
};

describe('approve', () => {
  it('a draft: it is sent, and the ticket is proposed, then replied', () => {
    const ticket = draftWaits();
    expect(ticket.decide('approved').refused).toBeUndefined();
    expect(ticket.approval).toMatchObject({ status: 'approved', decidedBy: 'Lena', decisions: [{ by: 'Lena', verdict: 'approved', at: ticket.clock }] });
    expect(ticket.on('approval.decided.v1')).toMatchObject([{ received: { ticketId: 'tkt_1' }, proposal: { text: 'A draft.' }, approval: { status: 'approved' } }]);
    expect(ticket.told).toBe('A draft.');
    expect(ticket.outcomes).toEqual(['proposed:']);
    expect(ticket.delivered().outcomes).toEqual(['replied:answered']);
  });

  it('an edited draft: the edited words go out', () => {
    const ticket = draftWaits();
    ticket.decide('approved', 'Lena', { text: 'Better words.' });
    expect(ticket.told).toBe('Better words.');
    expect(ticket.approval?.editedText).toBe('Better words.');
  });

  it('an action: nothing is said until it is done; then it is told, and the ticket has replied', () => {
    const ticket = actionWaits();
    ticket.decide('approved');
    expect(ticket.on('approval.decided.v1')).toMatchObject([{ approval: { action: { fingerprint: 'f1' } } }]);
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.outcomes).toEqual(['proposed:']);
    expect(done(ticket).on('reply.released.v1')).toMatchObject([{ text: 'Refunded, as approved.', settles: 'replied', toolResults: [{ tool: 'process_refund', status: 'succeeded' }] }]);
    expect(ticket.delivered().outcomes).toEqual(['replied:answered']);
    expect(ticket.on('case.changed.v1')[0]?.proposal?.calls).toHaveLength(1);
    expect(done(ticket).said).toEqual([]);
  });

  it('an action before the words that it waits have been delivered: the ticket rests only once it is done and told', () => {
    const ticket = new Scenario().message().proposed(submitted());
    const waiting = ticket.record!.settling!.messageId;
    ticket.decide('approved');
    expect(ticket.delivered({ messageId: waiting }).outcomes).toEqual([]);
    expect(ticket.state).toBe('proposed');
    expect(done(ticket).delivered().outcomes).toEqual(['replied:answered']);
  });

  it('an action after a newer turn: both are answered, and the ticket rests once both are', () => {
    const ticket = actionWaits().message({ text: 'hello?' });
    ticket.decide('approved');
    expect(ticket.state).toBe('received');
    ticket.proposed(proposal({ kind: 'fixed', text: 'Hello!' })).delivered();
    expect(ticket.state).toBe('proposed');
    expect(ticket.outcomes).toEqual([]);
    expect(done(ticket).told).toBe('Refunded, as approved.');
    expect(ticket.delivered().outcomes).toEqual(['replied:answered']);
  });

  it('an action that is done while the newer turn is worked on is told beside it', () => {
    const ticket = actionWaits().message({ text: 'hello?' });
    ticket.decide('approved');
    expect(done(ticket).on('reply.released.v1')).toMatchObject([{ text: 'Refunded, as approved.', turn: 2, inReplyTo: 'msg_in_1' }]);
    expect(ticket.delivered({ messageId: 'msg_out_5' }).state).toBe('received');
    expect(ticket.proposed(proposal({ kind: 'fixed' })).delivered().outcomes).toEqual(['replied:answered']);
  });

  it('what came of it is told though the customer writes again before it has arrived', () => {
    const ticket = actionWaits();
    ticket.decide('approved');
    const [released] = done(ticket).on('reply.released.v1');
    expect(ticket.message().on('reply.released.v1')).toEqual([{ ...released, turn: 2 }]);
    expect(ticket.proposed(proposal({ kind: 'fixed', text: 'Hello!' })).told).toBe('Hello!');
  });

  it.each(['assigned', 'escalated'])('on a ticket that is %s: the action is done and becomes a note, no message; the state stays', (state) => {
    const ticket = state === 'assigned' ? actionWaits().people('taken_over') : actionWaits().message().cause('asked_for_human').delivered();
    expect(ticket.state).toBe(state);
    ticket.decide('approved');
    expect(ticket.on('approval.decided.v1')).toHaveLength(1);
    expect(done(ticket).on('reply.released.v1')).toEqual([]);
    expect(ticket.outcomes).toEqual([`${state}:`]);
    expect(ticket.record).toMatchObject({ standing: { state }, suggestion: 'Refunded, as approved.' });
  });

  it('by as many different people as needed: pending until the last, the same person twice is refused', () => {
    const ticket = actionWaits('1500.00', 2);
    ticket.decide('approved', 'Lena');
    expect(ticket.approval).toMatchObject({ status: 'pending', decidedBy: '', decisions: [{ by: 'Lena' }] });
    expect(ticket.on('approval.decided.v1')).toEqual([]);
    expect(ticket.outcomes).toEqual(['awaiting_approval:']);
    expect(ticket.decide('approved', 'Lena').refused).toMatchObject({ status: 409, detail: expect.stringContaining('Lena') });
    for (const sameName of ['lena', ' LENA ', 'Ｌena']) expect(ticket.decide('approved', sameName).refused?.status).toBe(409);
    ticket.decide('approved', 'Max');
    expect(ticket.approval).toMatchObject({ status: 'approved', decidedBy: 'Max', decisions: [{ by: 'Lena' }, { by: 'Max' }] });
    expect(ticket.on('approval.decided.v1')).toHaveLength(1);
  });
});

describe('reject', () => {
  it('goes to a person, nothing is done, and the customer is told', () => {
    const ticket = actionWaits();
    ticket.decide('rejected', 'Lena', { reason: 'photo first' });
    expect(ticket.approval).toMatchObject({ status: 'rejected', decidedBy: 'Lena', decisions: [{ verdict: 'rejected', reason: 'photo first' }] });
    expect(ticket.on('case.escalated.v1')).toMatchObject([{ code: 'approval_rejected', level: 'high', queue: 'billing', reason: 'Lena rejected it: photo first' }]);
    expect(ticket.on('approval.decided.v1')).toMatchObject([{ approval: { status: 'rejected' } }]);
    expect(ticket.outcomes).toEqual(['proposed:']);
    expect(ticket.delivered().outcomes).toEqual(['escalated:escalated']);
  });

  it('one no is enough where two must agree', () => {
    const ticket = actionWaits('1500.00', 2);
    ticket.decide('approved', 'Lena');
    ticket.decide('rejected', 'Max');
    expect(ticket.approval?.status).toBe('rejected');
  });

  it('while a person holds the ticket says nothing to the customer', () => {
    const ticket = actionWaits().people('taken_over');
    ticket.decide('rejected');
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.state).toBe('assigned');
  });
});

describe('too late', () => {
  it.each(['approved', 'rejected'] as const)('after a decision both words are refused, and learn who decided and how (%s)', (first) => {
    const ticket = actionWaits();
    ticket.decide(first, 'Lena');
    for (const verdict of ['approved', 'rejected'] as const)
      expect(ticket.decide(verdict, 'Max').refused).toEqual({ status: 409, detail: `Lena ${first} this already at ${ticket.clock}: nothing is left to decide.` });
    expect(ticket.said).toEqual([]);
  });

  it('when the time is up, though no timer has fired yet', () => {
    const ticket = actionWaits();
    ticket.clock = '2026-11-21T10:00:00.000Z';
    expect(ticket.decide('approved').refused).toMatchObject({ status: 409, detail: expect.stringContaining('expired') });
    expect(ticket.approval?.status).toBe('expired');
    expect(ticket.on('case.escalated.v1')).toMatchObject([{ code: 'approval_expired' }]);
  });

  it('when the order has changed meanwhile: stale, and a person looks', () => {
    const ticket = actionWaits();
    expect(ticket.decide('approved', 'Lena', { stale: true }).refused).toMatchObject({ status: 409, detail: expect.stringContaining('stale') });
    expect(ticket.approval?.status).toBe('stale');
    expect(ticket.on('case.escalated.v1')).toMatchObject([{ code: 'approval_expired' }]);
    expect(ticket.on('approval.decided.v1')).toEqual([]);
    expect(ticket.delivered().state).toBe('escalated');
  });

  it('while a person holds the ticket: it ends, the ticket stays theirs, the customer hears nothing', () => {
    const stale = actionWaits().people('taken_over');
    expect(stale.decide('approved', 'Lena', { stale: true }).refused).toMatchObject({ status: 409, detail: expect.stringContaining('stale') });
    const expired = actionWaits().people('taken_over').later(24 * 3_600_000);
    for (const [ticket, status] of [[stale, 'stale'], [expired, 'expired']] as const) {
      expect(ticket.approval?.status).toBe(status);
      expect(ticket.outcomes).toEqual(['assigned:']);
      expect(ticket.on('reply.released.v1')).toEqual([]);
      expect(ticket.on('case.escalated.v1')).toEqual([]);
      expect(ticket.decide('approved', 'Max').refused?.status).toBe(409);
      expect(ticket.people('released').state).toBe('replied');
    }
  });

  it('a no to a stale one is still a no', () => {
    expect(actionWaits().decide('rejected', 'Lena', { stale: true }).refused).toBeUndefined();
  });

  it('when it was withdrawn', () => {
    const ticket = draftWaits().message();
    expect(ticket.decide('approved').refused).toMatchObject({ status: 409, detail: 'This approval was withdrawn: the customer wrote again.' });
  });
});

describe('people and their authority', () => {
  const person = (name: string, minor: number | null) => ({ name, tokenSha256: '0'.repeat(64), approvesUpTo: minor === null ? null : { minor, currency: 'USD' }, role: 'lead' as const });
  const catalogue: Catalogue = { ...shipped, policies: { ...shipped.policies, people: { people: [person('Mira', 20_000), person('Otto', null)] } } };
  const waits = (value: string, currency = 'USD') => {
    const action = refundOf(value, { arguments: { orderId: '12345', amount: { value, currency } } });
    return new Scenario({ catalogue }).message().proposed(proposal({ text: 'submitted', kind: 'fixed', action, policyApproval: true })).delivered();
  };

  it('with nobody named, any name counts', () => {
    expect(actionWaits('99999.00').decide('approved', 'Anybody').refused).toBeUndefined();
  });

  it.each([
    ['Eve', 'approved', '150.00', 'USD', 403],
    ['Eve', 'rejected', '150.00', 'USD', 403],
    ['Mira', 'approved', '200.00', 'USD', undefined],
    ['Mira', 'approved', '200.01', 'USD', 403],
    ['Mira', 'approved', '10.00', 'EUR', 403],
    ['Mira', 'rejected', '500.00', 'USD', undefined],
    ['Otto', 'approved', '9999.00', 'USD', undefined],
  ] as const)('%s %s %s %s: %s', (by, verdict, value, currency, status) => {
    const ticket = waits(value, currency);
    expect(ticket.decide(verdict, by).refused?.status).toBe(status);
    expect(ticket.approval?.status).toBe(status ? 'pending' : verdict);
  });
});

it('a case does not know other approvals', () => {
  expect(() => actionWaits().decide('approved', 'Lena', { approvalId: 'apr_other' })).toThrow('apr_other');
});
