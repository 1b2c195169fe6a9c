import { escalationCodes } from '@deskhand/catalogue/escalation-codes.js';
import type { ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import { describe, expect, it } from 'vitest';
import { outranks } from './outranks.js';
import { classified, proposal, refundOf, Scenario, shipped, submitted } from './scenario.fixture.js';

const given = () => new Scenario().message();
const failedRefund: ToolCall = { tool: 'process_refund', kind: 'write', status: 'failed', arguments: { orderId: '12345', amount: { value: '24.90', currency: 'USD' } }, idempotencyKey: 'k', at: '' };

// Level and queue of every code, as the interface lists them; here for a refund, whose own queue is billing.
const routes: Record<string, [level: string, queue: string]> = {
  legal_mention: ['immediate', 'legal'], asked_for_human: ['immediate', 'billing'], banned_intent: ['immediate', 'trust_and_safety'],
  unsafe_input: ['high', 'trust_and_safety'], negative_and_urgent: ['immediate', 'billing'], billing_dispute: ['high', 'billing'],
  angry_customer: ['high', 'billing'], repeated_question: ['high', 'billing'], tool_failed: ['high', 'billing'], effect_unknown: ['high', 'billing'],
  long_conversation: ['medium', 'billing'], approval_rejected: ['high', 'billing'], approval_expired: ['high', 'billing'],
  low_confidence: ['medium', 'billing'], no_grounding: ['medium', 'billing'], quality_check_failed: ['medium', 'billing'],
  unsupported_language: ['medium', 'billing'], budget_exceeded: ['high', 'support'], internal_error: ['high', 'support'],
  delivery_failed: ['high', 'support'], sla_breached: ['high', 'billing'],
};

describe('a hand-off', () => {
  it('of a complaint says that a case was opened, and not that there is no answer', () => {
    const opened = proposal({ text: "I'm sorry. I've opened a case for you: REF-1.", kind: 'fixed', rules: ['complaint_case'] });
    const told = given().cause('no_grounding', { classified: classified({ intent: 'complaint' }), proposal: opened }, 'actions').told;
    expect(told).toContain('REF-1');
    expect(told).not.toContain('reliable answer');
  });

  it.each(escalationCodes)('%s: people at once, the customer by fixed words, escalated once these are delivered', (code) => {
    const ticket = given().cause(code);
    const [level, queue] = routes[code]!;
    expect(ticket.on('case.escalated.v1')).toMatchObject([{ ticketId: 'tkt_1', source: 'test', sourceId: '1', action: 'transfer_to_human', code, level, queue, customerSentiment: 'neutral' }]);
    expect(ticket.on('reply.released.v1')).toMatchObject([{ settles: 'escalated' }]);
    expect(ticket.told).toContain(shipped.replies[`team.${queue}`]!);
    expect(ticket.outcomes).toEqual([]);
    expect(ticket.state).toBe('classified');
    expect(ticket.delivered().outcomes).toEqual(['escalated:escalated']);
    expect(ticket.on('case.changed.v1')).toMatchObject([{ case: { escalation: { code, level, queue }, resolvedBy: '' } }]);
  });

  it.each([
    ['product_question', 'sales', 'sales'],
    ['account_issue', 'support', 'support'],
    ['order_status', 'support', 'support'],
    ['complaint', 'support', 'support'],
    ['other', 'support', 'support'],
    ['order_status', 'technical', 'technical'],
    ['small_talk', '', 'support'],
  ])('of %s by agent "%s" goes to %s', (intent, agent, queue) => {
    expect(given().cause('asked_for_human', { classified: classified({ intent, agent }) }).on('case.escalated.v1')).toMatchObject([{ queue }]);
  });

  it('of a legal threat goes to legal, of a tool that moves no money by intent', () => {
    expect(given().cause('banned_intent', { classified: classified({ banned: 'legal_threat' }) }).on('case.escalated.v1')).toMatchObject([{ queue: 'legal' }]);
    expect(given().cause('tool_failed', { classified: classified({ intent: 'order_status' }) }).on('case.escalated.v1')).toMatchObject([{ queue: 'support' }]);
    const money = { classified: classified({ intent: 'order_status' }), proposal: proposal({ calls: [failedRefund] }) };
    expect(given().cause('tool_failed', money).on('case.escalated.v1')).toMatchObject([{ queue: 'billing' }]);
  });

  it('tells the whole story: what is wanted, of whom, which order, what was tried, why', () => {
    const ticket = given().cause('tool_failed', { classified: classified({ sentiment: 'negative' }), proposal: proposal({ calls: [failedRefund] }) });
    const [escalated] = ticket.on('case.escalated.v1');
    for (const fact of ['Please refund my order 12345', 'refund request', '95 %', 'cus_1', '12345', 'process refund', '24.90 USD', 'failed']) expect(escalated?.summary).toContain(fact);
    expect(escalated?.attemptedResolutions).toEqual(['process refund [orderId 12345, amount 24.90 USD]: failed']);
    expect(escalated?.customerSentiment).toBe('negative');
    expect(escalated?.reason).toBe('A system needed for the answer failed');
  });

  it('without any facts but the message still says something', () => {
    const [escalated] = given().cause('internal_error', {}).on('case.escalated.v1');
    expect(escalated).toMatchObject({ queue: 'support', customerSentiment: 'neutral', attemptedResolutions: [] });
    expect(escalated?.summary.length).toBeGreaterThan(20);
  });

  it('for a word that nobody knows is an internal error', () => {
    expect(given().cause('brand_new_word').on('case.escalated.v1')).toMatchObject([{ code: 'internal_error', level: 'high', queue: 'support' }]);
  });

  it.each(['es', 'de', 'fr', 'pt'])('of a language that the desk does not speak is told in it: %s', (language) => {
    expect(given().cause('unsupported_language', { classified: classified({ language }) }).told).toBe(shipped.replies[`language.${language}`]);
  });

  it('makes drafts that waited pointless, and leaves an action to people', () => {
    const draft = given().proposed(proposal(), { confidence: 0.7 }).delivered().cause('internal_error');
    expect(draft.approval).toMatchObject({ status: 'withdrawn', ended: 'a person takes over the ticket' });
    expect(draft.state).toBe('proposed');
    const action = given().proposed(submitted()).delivered().message().cause('asked_for_human').delivered();
    expect(action.approval?.status).toBe('pending');
    expect(action.state).toBe('escalated');
  });

  it('once on its way stays one, though the customer writes again before it has arrived', () => {
    const ticket = given().cause('asked_for_human');
    const [first] = ticket.on('reply.released.v1');
    ticket.message({ text: 'hello??' });
    expect(ticket.on('reply.released.v1')).toEqual([{ ...first, turn: 2, inReplyTo: 'msg_in_2' }]);
    expect(ticket.proposed().said).toEqual([]);
    expect(ticket.delivered({ messageId: first!.messageId }).outcomes).toEqual(['escalated:escalated']);
    expect(ticket.record?.turn).toBe(2);
  });

  it.each([
    ['delivery_failed', ''],
    ['internal_error', 'ingestion'],
  ])('whose words cannot be delivered rests without them (%s)', (code, by) => {
    const ticket = given().cause(code).cause(code, {}, by);
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.outcomes).toEqual(['escalated:escalated']);
  });

  it('of a turn at rest tells the customer first, too', () => {
    const ticket = given().proposed().delivered().cause('internal_error', {});
    expect(ticket.state).toBe('proposed');
    expect(ticket.record?.timers).toEqual({});
    expect(ticket.delivered().state).toBe('escalated');
  });
});

describe('several causes', () => {
  it.each([
    ['low_confidence', 'legal_mention', 'legal_mention'],
    ['legal_mention', 'low_confidence', 'legal_mention'],
    ['asked_for_human', 'billing_dispute', 'asked_for_human'],
    ['sla_breached', 'low_confidence', 'sla_breached'],
    ['internal_error', 'tool_failed', 'tool_failed'],
  ])('%s, then %s: %s counts, before and after it is delivered', (first, second, strongest) => {
    const before = given().cause(first).cause(second);
    const after = given().cause(first).delivered().cause(second);
    for (const ticket of [before, after]) {
      expect(ticket.record?.escalation?.code).toBe(strongest);
      expect(ticket.on('reply.released.v1')).toEqual([]);
      expect(ticket.on('case.escalated.v1')).toHaveLength(strongest === first ? 0 : 1);
    }
    expect(after.state).toBe('escalated');
  });

  it('never makes a ticket less urgent', () => {
    const policy = shipped.policies.escalation;
    expect(outranks({ code: 'long_conversation', level: 'medium' }, { code: 'internal_error', level: 'high' }, policy)).toBe(false);
    expect(outranks({ code: 'tool_failed', level: 'high' }, { code: 'internal_error', level: 'high' }, policy)).toBe(true);
  });
});

describe('what people have already', () => {
  it('is theirs: a cause on an assigned, resolved or closed ticket says nothing', () => {
    for (const kind of ['taken_over', 'resolved'] as const) expect(given().people(kind).cause('tool_failed').said).toEqual([]);
  });

  it('of an older turn counts no more', () => {
    const ticket = given();
    const { received } = ticket.record!;
    expect(ticket.message().cause('tool_failed', { received }).said).toEqual([]);
  });
});

describe('an approved action that fails', () => {
  const approved = () => {
    const ticket = given().proposed(proposal({ action: refundOf('24.90') }), { confidence: 0.7 }).delivered();
    ticket.decide('approved');
    return ticket;
  };

  it('goes to a person, and the customer is told', () => {
    const ticket = approved().cause('effect_unknown');
    expect(ticket.told).toMatch(/can't tell yet/);
    expect(ticket.delivered().outcomes).toEqual(['escalated:escalated']);
  });

  it('after a newer turn still does', () => {
    const ticket = given().proposed(submitted()).delivered();
    ticket.decide('approved');
    const { received } = ticket.record!;
    ticket.message().cause('approval_expired', { received, classified: classified() });
    expect(ticket.on('case.escalated.v1')).toMatchObject([{ code: 'approval_expired' }]);
    expect(ticket.delivered().state).toBe('escalated');
  });

  it('on a ticket that a person holds is a note', () => {
    const ticket = approved().people('taken_over').cause('tool_failed');
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.outcomes).toEqual(['assigned:']);
  });
});
