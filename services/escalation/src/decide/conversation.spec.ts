import { describe, expect, it } from 'vitest';
import { proposal, received, Scenario, submitted } from './scenario.fixture.js';
import { hearTurn } from './hear-turn.js';

const given = () => new Scenario().message();

describe('the customer writes', () => {
  it('opens a case', () => {
    const ticket = given();
    expect(ticket.state).toBe('received');
    expect(ticket.said).toEqual([]);
    expect(ticket.record).toMatchObject({ turn: 1, conversationRevision: 1, judged: false, settling: null });
  });

  it('again, after an answer: in work anew', () => {
    expect(given().proposed().delivered().message().state).toBe('received');
  });

  it('again before the answer is delivered: that answer settles nothing any more', () => {
    const ticket = given().proposed();
    const { messageId } = ticket.record!.settling!;
    ticket.message().delivered({ messageId });
    expect(ticket.state).toBe('received');
    expect(ticket.record).toMatchObject({ firstReplyAt: ticket.clock, reply: { messageId } });
  });

  it('while a draft waits: it is withdrawn; an action stays', () => {
    const draft = given().proposed(proposal(), { confidence: 0.7 }).delivered().message();
    expect(draft.approval?.status).toBe('withdrawn');
    expect(draft.outcomes).toEqual([]);
    expect(draft.state).toBe('received');
    const action = given().proposed(submitted()).delivered().message();
    expect(action.approval?.status).toBe('pending');
    expect(action.state).toBe('received');
  });

  it('to an escalated ticket: added for the human; it rests once it is heard out, the customer hears nothing new, the clock goes on', () => {
    const ticket = given().cause('asked_for_human').delivered();
    const { timers } = ticket.record!;
    ticket.clock = '2026-11-20T11:00:00.000Z';
    ticket.message();
    expect(ticket.outcomes).toEqual([]);
    expect(ticket.record).toMatchObject({ turn: 2, timers, judged: false });
    ticket.proposed();
    expect(ticket.outcomes).toEqual(['escalated:escalated']);
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.record).toMatchObject({ turn: 2, timers, judged: true });
    expect(ticket.proposed().said).toEqual([]);
    expect(ticket.state).toBe('escalated');
  });

  it('to an escalated ticket, with a stronger reason: that reason counts, and people hear of it', () => {
    const ticket = given().cause('no_grounding').delivered().message().cause('angry_customer');
    expect(ticket.outcomes).toEqual(['escalated:escalated']);
    expect(ticket.on('case.escalated.v1')).toMatchObject([{ code: 'angry_customer', level: 'high' }]);
    expect(ticket.on('reply.released.v1')).toEqual([]);
  });

  it('to an assigned ticket: stays, settled at once, no bot answer', () => {
    const ticket = given().people('taken_over').message();
    expect(ticket.outcomes).toEqual(['assigned:assigned']);
    expect(ticket.proposed().said).toEqual([]);
  });

  it('a new ticket in a conversation that a person holds: assigned at once', () => {
    const ticket = new Scenario().message({ heldBy: 'Max' });
    expect(ticket.outcomes).toEqual(['assigned:assigned']);
    expect(ticket.record?.heldBy).toBe('Max');
  });

  it.each(['resolved', 'closed'])('to a %s ticket: reopened, then as received', (state) => {
    const ticket = given().proposed().delivered().closure('solved');
    if (state === 'closed') ticket.later(48 * 3_600_000);
    expect(ticket.state).toBe(state);
    ticket.message();
    expect(ticket.outcomes).toEqual(['reopened:reopened']);
    expect(ticket.record).toMatchObject({ confirmed: false, resolvedBy: '' });
    expect(ticket.proposed().delivered().outcomes).toEqual(['replied:answered']);
  });

  it('to a resolved ticket whose conversation a person holds again: reopened, then assigned', () => {
    expect(given().people('resolved').message({ heldBy: 'Max' }).outcomes).toEqual(['reopened:reopened', 'assigned:assigned']);
  });

  it('an older or repeated message changes nothing', () => {
    const ticket = given().message();
    const before = ticket.record!;
    const setting = { catalogue: ticket.catalogue, mode: 'auto' as const, now: '', clock: '', ids: { message: '', approval: '' } };
    for (const turn of [1, 2]) {
      const story = hearTurn({ record: before, change: undefined, lane: 'stable' }, received(turn), setting);
      expect(story.case).toBe(before);
      expect(story.said).toEqual([]);
    }
  });
});

describe('a person takes over', () => {
  it.each([
    ['received', () => given()],
    ['proposed', () => given().proposed()],
    ['replied', () => given().proposed().delivered()],
    ['awaiting_approval', () => given().proposed(submitted()).delivered()],
    ['escalated', () => given().cause('asked_for_human').delivered()],
    ['resolved', () => given().closure('solved')],
  ])('from %s: assigned', (state, make) => {
    const ticket = make();
    expect(ticket.state).toBe(state);
    ticket.people('taken_over');
    expect(ticket.outcomes).toEqual(['assigned:assigned']);
    expect(ticket.record).toMatchObject({ heldBy: 'Lena', settling: null, epoch: 1 });
    expect(ticket.on('reply.released.v1')).toEqual([]);
  });

  it('a draft that waited becomes a suggestion; an action stays', () => {
    const draft = given().proposed(proposal({ text: 'A draft.' }), { confidence: 0.7 }).delivered().people('taken_over');
    expect(draft.approval?.status).toBe('withdrawn');
    expect(draft.record?.suggestion).toBe('A draft.');
    expect(given().proposed(submitted()).delivered().people('taken_over').approval?.status).toBe('pending');
  });

  it('an answer on its way becomes a suggestion; one that arrived after all is none', () => {
    const ticket = given().proposed(proposal({ text: 'An answer.' }));
    const { messageId } = ticket.record!.settling!;
    expect(ticket.people('taken_over').on('case.changed.v1')).toMatchObject([{ case: { suggestion: 'An answer.' } }]);
    expect(ticket.delivered({ messageId, text: 'An answer.' }).on('case.changed.v1')).toMatchObject([{ case: { state: 'assigned', outcome: '', suggestion: '' } }]);
    expect(ticket.record?.reply?.messageId).toBe(messageId);
  });

  it('what is drafted after it, for a message before it, becomes a suggestion; it goes with the release', () => {
    const ticket = given();
    const facts = ticket.facts(proposal({ text: 'An answer.' }));
    ticket.people('taken_over').hear(facts);
    expect(ticket.on('case.changed.v1')).toMatchObject([{ case: { state: 'assigned', outcome: '', suggestion: 'An answer.' } }]);
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.people('released').record?.suggestion).toBe('');
  });

  it('the words of a hand-off are no suggestion', () => {
    expect(given().cause('asked_for_human').people('taken_over').record?.suggestion).toBe('');
  });

  it('from another: stays assigned, to the new one', () => {
    const ticket = given().people('taken_over').people('taken_over', 'Max');
    expect(ticket.outcomes).toEqual(['assigned:']);
    expect(ticket.record?.heldBy).toBe('Max');
  });

  it('a reply that was on its way settles nothing any more', () => {
    const ticket = given().proposed();
    const { messageId } = ticket.record!.settling!;
    expect(ticket.people('taken_over').delivered({ messageId }).state).toBe('assigned');
  });

  it('does not wake a closed ticket, nor an older one that is over', () => {
    const closed = given().closure('solved').later(48 * 3_600_000);
    expect(closed.people('taken_over').state).toBe('closed');
    const older = given().closure('solved').people('taken_over', 'Lena', { ticketIds: ['tkt_1', 'tkt_2'] });
    expect(older.state).toBe('resolved');
    expect(older.said).toEqual([]);
  });
});

describe('a person hands back', () => {
  it('replied; the next message is the bot\'s again, under the new epoch', () => {
    const ticket = given().people('taken_over').delivered({ by: 'Lena', messageId: 'h1', text: 'Hi, Lena here.' }).people('released');
    expect(ticket.on('case.changed.v1')).toMatchObject([{ case: { state: 'replied', outcome: 'answered', resolvedBy: 'human', heldBy: '', reply: { by: 'Lena' } } }]);
    expect(ticket.message().proposed().on('reply.released.v1')).toMatchObject([{ epoch: 2, turn: 2 }]);
  });

  it('without having answered: nothing to count', () => {
    expect(given().people('taken_over').people('released').outcomes).toEqual(['replied:']);
  });

  it('while an action waits: it waits on', () => {
    const ticket = given().proposed(submitted()).delivered().people('taken_over').people('released');
    expect(ticket.state).toBe('awaiting_approval');
    ticket.decide('approved');
    expect(ticket.state).toBe('proposed');
  });

  it('what is no longer assigned stays as it is', () => {
    expect(given().closure('solved').people('released').said).toEqual([]);
  });
});

describe('a person resolves', () => {
  it.each([
    ['in work', () => given()],
    ['replied', () => given().proposed().delivered()],
    ['awaiting approval', () => given().proposed(submitted()).delivered()],
    ['escalated', () => given().cause('asked_for_human').delivered()],
    ['assigned', () => given().people('taken_over')],
  ])('%s: resolved by a human, and what waits is withdrawn', (_what, make) => {
    const ticket = make().people('resolved');
    expect(ticket.on('case.changed.v1')).toMatchObject([{ case: { state: 'resolved', outcome: 'resolved', resolvedBy: 'human', heldBy: '' } }]);
    for (const approval of ticket.record!.approvals) expect(approval.status).toBe('withdrawn');
  });

  it('twice: nothing more', () => {
    expect(given().people('resolved').people('resolved').said).toEqual([]);
  });
});

describe('across topics, in any order', () => {
  it('a takeover heard before the ticket that it acts on', () => {
    const ticket = new Scenario();
    ticket.people('taken_over', 'Lena', { revision: 2 });
    ticket.message({ revision: 1, heldBy: '' });
    expect(ticket.state).toBe('assigned');
    expect(ticket.record).toMatchObject({ heldBy: 'Lena', epoch: 1 });
  });

  it('a takeover heard before an earlier message of a known ticket: a person still holds it', () => {
    const ticket = given().people('taken_over', 'Lena', { revision: 3 }).message({ revision: 2, heldBy: '' });
    expect(ticket.state).toBe('assigned');
    expect(ticket.outcomes).toEqual(['assigned:assigned']);
  });

  it('a resolution heard before an earlier message does not reopen', () => {
    expect(given().people('resolved', 'Lena', { revision: 3 }).message({ revision: 2 }).state).toBe('resolved');
  });

  it('a hand-back heard after the message that follows it', () => {
    const ticket = given().people('taken_over', 'Lena', { revision: 2 }).message({ revision: 4, epoch: 2, heldBy: '' });
    expect(ticket.state).toBe('received');
    expect(ticket.people('released', 'Lena', { revision: 3 }).said).toEqual([]);
    expect(ticket.proposed().on('reply.released.v1')).toMatchObject([{ epoch: 2 }]);
  });

  it('the same change twice', () => {
    const ticket = given().people('taken_over');
    expect(ticket.people('taken_over', 'Lena', { revision: ticket.record!.conversationRevision }).said).toEqual([]);
  });
});
