import { describe, expect, it } from 'vitest';
import { nextDue } from './next-due.js';
import { proposal, received, Scenario, submitted } from './scenario.fixture.js';

const hour = 3_600_000;
const given = () => new Scenario().message();
const replied = () => given().proposed().delivered();

describe('closure "solved"', () => {
  it.each([
    ['in work', () => given(), 'bot'],
    ['replied', replied, 'bot'],
    ['awaiting approval', () => given().proposed(submitted()).delivered(), 'bot'],
    ['escalated', () => given().cause('asked_for_human').delivered(), 'human'],
    ['assigned', () => given().people('taken_over'), 'human'],
  ])('%s: resolved, confirmed; what waits is withdrawn', (_what, make, resolvedBy) => {
    const ticket = make().closure('solved');
    expect(ticket.on('case.changed.v1')).toMatchObject([{ case: { state: 'resolved', outcome: 'confirmed', resolvedBy } }]);
    for (const approval of ticket.record!.approvals) expect(approval.status).toBe('withdrawn');
    expect(ticket.closure('solved').said).toEqual([]);
  });

  it('of a ticket that silence resolved: it stays, and counts as confirmed', () => {
    const ticket = replied().later(48 * hour).closure('solved');
    expect(ticket.outcomes).toEqual(['resolved:confirmed']);
    expect(ticket.later(48 * hour).state).toBe('closed');
  });
});

describe('the survey', () => {
  const solved = () => given().proposed(proposal({ text: 'Glad to hear it.', closure: true, kind: 'fixed' })).delivered();

  it('is asked with the closing words, in one message', () => {
    const ticket = given().proposed(proposal({ text: 'Glad to hear it.', closure: true, kind: 'fixed' }));
    expect(ticket.on('reply.released.v1')).toMatchObject([{ text: expect.stringMatching(/^Glad to hear it\.\n\n.*1 .*5/s), settles: 'resolved' }]);
    expect(ticket.delivered().outcomes).toEqual(['resolved:confirmed']);
  });

  it('is answered by a typed rating: the ticket stays resolved, and what the services make of the message is ignored', () => {
    const ticket = solved().message({ text: '4 - thanks' });
    expect(ticket.on('case.changed.v1')).toMatchObject([{ case: { state: 'resolved', outcome: 'rated', rating: 4, turn: 2, conversationRevision: 2 } }]);
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.proposed().said).toEqual([]);
    expect(ticket.cause('low_confidence').said).toEqual([]);
    expect(ticket.later(48 * hour).state).toBe('closed');
  });

  it('ends the same when a later fact of the turn is heard first', () => {
    const ticket = solved();
    const facts = { ...ticket.facts(), received: received(2, { text: '5' }) };
    expect(ticket.hear(facts).outcomes).toEqual(['resolved:rated']);
    expect(ticket.state).toBe('resolved');
  });

  it.each([
    ['a person resolved', () => given().people('taken_over').people('resolved')],
    ['silence resolved', () => replied().later(48 * hour)],
  ])('is asked by the channel where %s; its answer is heard all the same, and no other message is taken for one', (_what, make) => {
    const ticket = make();
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.message({ text: '4 stars, thanks' }).on('case.changed.v1')).toMatchObject([{ case: { state: 'resolved', outcome: 'rated', rating: 4 } }]);
    expect(make().message({ text: 'where is my parcel' }).outcomes).toEqual(['reopened:reopened']);
  });

  it('is answered once: the next number is a message', () => {
    expect(solved().message({ text: '5' }).message({ text: '4' }).outcomes).toEqual(['reopened:reopened']);
  });

  it('an unhappy word with the rating is answered too', () => {
    const ticket = solved().message({ text: '1 - still not refunded' });
    expect(ticket.outcomes).toEqual(['resolved:rated', 'reopened:reopened']);
    expect(ticket.proposed().told).toBe('Refunded.');
  });

  it.each([
    ['it is closed by then', () => solved().later(48 * hour)],
    ['the customer said themselves that it is solved, in the form', () => replied().closure('solved')],
  ])('%s: a number reopens', (_what, make) => {
    expect(make().message({ text: '5' }).outcomes).toEqual(['reopened:reopened']);
  });

  it('is not asked where a person sees every word first', () => {
    expect(new Scenario({ mode: 'suggest' }).message().proposed(proposal({ text: 'Bye', closure: true })).approval).toMatchObject({ draft: 'Bye' });
  });
});

describe('closure "not solved"', () => {
  it.each([
    ['replied', replied],
    ['resolved', () => replied().closure('solved')],
    ['closed', () => replied().closure('solved').later(48 * hour)],
  ])('%s: reopened, then escalated as asked_for_human', (_what, make) => {
    const ticket = make().closure('not_solved');
    expect(ticket.outcomes).toEqual(['reopened:reopened']);
    expect(ticket.on('case.escalated.v1')).toMatchObject([{ code: 'asked_for_human', level: 'immediate' }]);
    expect(ticket.delivered().outcomes).toEqual(['escalated:escalated']);
  });

  it('of a turn in work: the bot is out of it', () => {
    const ticket = given().closure('not_solved');
    expect(ticket.proposed().said).toEqual([]);
    expect(ticket.delivered().state).toBe('escalated');
  });

  it.each([
    ['escalated', () => given().cause('asked_for_human').delivered()],
    ['assigned', () => given().people('taken_over')],
  ])('%s: people have it already', (_what, make) => {
    expect(make().closure('not_solved').said).toEqual([]);
  });
});

describe('timers', () => {
  it('none while the bot works', () => {
    expect(nextDue(given().record!)).toBeNull();
    expect(nextDue(given().proposed().record!)).toBeNull();
  });

  it('4 hours escalated and unassigned: louder, same queue, once, and not a word to the customer', () => {
    const ticket = given().cause('low_confidence').delivered();
    expect(nextDue(ticket.record!)).toBe('2026-11-20T14:00:00.000Z');
    expect(ticket.later(4 * hour - 1).said).toEqual([]);
    ticket.later(1);
    expect(ticket.on('case.escalated.v1')).toMatchObject([{ code: 'sla_breached', level: 'high', queue: 'billing' }]);
    expect(ticket.outcomes).toEqual(['escalated:']);
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.record?.escalation?.reason).toContain('The bot is not sure');
    expect(nextDue(ticket.record!)).toBeNull();
    expect(ticket.later(100 * hour).said).toEqual([]);
  });

  it('taken over in time: no breach', () => {
    expect(given().cause('low_confidence').delivered().people('taken_over').later(4 * hour).on('case.escalated.v1')).toEqual([]);
  });

  it('48 hours of silence after an answer: resolved; after 48 more: closed; then never again', () => {
    const ticket = replied().later(48 * hour - 1);
    expect(ticket.said).toEqual([]);
    expect(ticket.later(1).on('case.changed.v1')).toMatchObject([{ case: { state: 'resolved', outcome: 'resolved', resolvedBy: 'bot' } }]);
    expect(ticket.later(48 * hour).outcomes).toEqual(['closed:closed']);
    expect(nextDue(ticket.record!)).toBeNull();
  });

  it('assigned: resolved by the human after silence, unless the customer had the last word', () => {
    const waiting = given().people('taken_over');
    expect(nextDue(waiting.record!)).toBeNull();
    waiting.delivered({ by: 'Lena', messageId: 'h1' });
    expect(nextDue(waiting.record!)).toBe('2026-11-22T10:00:00.000Z');
    const again = waiting.message();
    expect(nextDue(again.record!)).toBeNull();
    again.delivered({ by: 'Lena', messageId: 'h2' }).later(48 * hour);
    expect(again.on('case.changed.v1')).toMatchObject([{ case: { state: 'resolved', outcome: 'resolved', resolvedBy: 'human', heldBy: '' } }]);
  });

  it('a person\'s answer starts the silence again', () => {
    const ticket = given().people('taken_over').delivered({ by: 'Lena', messageId: 'h1' });
    ticket.later(40 * hour).delivered({ by: 'Lena', messageId: 'h2' });
    expect(ticket.later(40 * hour).state).toBe('assigned');
  });

  it('24 hours without a decision: expired, and a person takes over', () => {
    const ticket = given().proposed(submitted()).delivered();
    expect(ticket.later(24 * hour - 1).said).toEqual([]);
    ticket.later(1);
    expect(ticket.approval).toMatchObject({ status: 'expired' });
    expect(ticket.on('case.escalated.v1')).toMatchObject([{ code: 'approval_expired', level: 'high' }]);
    expect(ticket.outcomes).toEqual(['proposed:']);
    expect(ticket.delivered().outcomes).toEqual(['escalated:escalated']);
  });

  it('two that expire together are one hand-off', () => {
    const ticket = given().proposed(submitted()).delivered().message().proposed(submitted('120.00')).delivered().later(24 * hour);
    expect(ticket.record?.approvals.map(({ status }) => status)).toEqual(['expired', 'expired']);
    expect(ticket.on('case.escalated.v1')).toHaveLength(1);
    expect(ticket.on('reply.released.v1')).toHaveLength(1);
  });

  it('an action that expires on a ticket that people have: no words', () => {
    const ticket = given().proposed(submitted()).delivered().people('taken_over').later(24 * hour);
    expect(ticket.approval?.status).toBe('expired');
    expect(ticket.said.map(({ topic }) => topic)).toEqual(['case.changed.v1']);
    expect(ticket.state).toBe('assigned');
  });

  it('an expiry is due before a silence', () => {
    const ticket = given().proposed(proposal(), { confidence: 0.7 }).delivered();
    expect(nextDue(ticket.record!)).toBe('2026-11-21T10:00:00.000Z');
  });

  it('a newer turn stops the silence', () => {
    expect(nextDue(replied().message().record!)).toBeNull();
  });
});
