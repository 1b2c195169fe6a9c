import { describe, expect, it } from 'vitest';
import { hearTurn } from './hear-turn.js';
import { proposal, refundOf, Scenario, submitted } from './scenario.fixture.js';

const given = () => new Scenario().message();

describe('a draft', () => {
  it('above both thresholds is sent and settles once it is delivered', () => {
    const ticket = given().proposed(proposal({ text: 'It is on its way.', citations: [{ documentId: 'd', title: 't', section: 's', version: 'v', score: 1 }] }));
    expect(ticket.on('reply.released.v1')).toMatchObject([{ text: 'It is on its way.', settles: 'replied', turn: 1, epoch: 0, inReplyTo: 'msg_in_1', dryRun: false, citations: [{ documentId: 'd' }] }]);
    expect(ticket.state).toBe('proposed');
    expect(ticket.outcomes).toEqual([]);
    ticket.delivered({ text: 'It is on its way.' });
    expect(ticket.state).toBe('replied');
    expect(ticket.on('case.changed.v1')).toMatchObject([
      { received: { ticketId: 'tkt_1' }, classified: { intent: 'refund_request' }, case: { state: 'replied', previousState: 'proposed', outcome: 'answered', resolvedBy: 'bot', revision: 1, turn: 1, firstReplyAt: ticket.clock, reply: { text: 'It is on its way.', by: 'bot' } } },
    ]);
  });

  it('between the thresholds waits as an approval of kind reply, and the customer is told so once', () => {
    const ticket = given().proposed(proposal(), { confidence: 0.7 });
    expect(ticket.on('approval.requested.v1')).toMatchObject([{ approval: { approvalId: 'apr_2', kind: 'reply', status: 'pending', draft: 'Refunded.', neededApprovals: 1, expiresAt: '2026-11-21T10:00:00.000Z', decidedBy: '' } }]);
    expect(ticket.on('reply.released.v1')).toHaveLength(1);
    expect(ticket.told).toBe(ticket.catalogue.replies['waiting.review']);
    expect(ticket.delivered().outcomes).toEqual(['awaiting_approval:approval_requested']);
  });

  it('below the escalation threshold is not sent: low_confidence', () => {
    const ticket = given().proposed(proposal(), { confidence: 0.3 });
    expect(ticket.on('case.escalated.v1')).toMatchObject([{ code: 'low_confidence', level: 'medium', queue: 'billing' }]);
    expect(ticket.told).not.toContain('Refunded');
  });

  it.each([
    ['fixed words', proposal({ kind: 'fixed' }), { confidence: 0.1 }],
    ['small talk', proposal(), { confidence: 0.1, smallTalk: 'thanks', intent: 'small_talk' }],
  ])('that is %s never waits', (_what, said, about) => {
    expect(given().proposed(said, about).delivered().state).toBe('replied');
  });

  it('of an intent that nobody knows is shown to a person', () => {
    expect(given().proposed(proposal(), { intent: 'unheard_of', confidence: 1 }).approval?.kind).toBe('reply');
  });

  it('is judged once: what comes later for the same turn is too late', () => {
    const ticket = given().proposed().proposed(proposal({ text: 'again' }));
    expect(ticket.said).toEqual([]);
    expect(ticket.delivered().proposed(proposal({ text: 'and again' })).said).toEqual([]);
    expect(ticket.state).toBe('replied');
  });

  it('of an older turn is ignored', () => {
    const ticket = given();
    const old = ticket.facts();
    ticket.message().hear(old);
    expect(ticket.said).toEqual([]);
    expect(ticket.state).toBe('received');
  });

  it('heard before its message takes the message in; the message is old news then', () => {
    const ticket = new Scenario().message();
    const next = { ...ticket.facts(proposal({ text: 'two' })), received: { ...ticket.record!.received, turn: 2, revision: 2, messageId: 'msg_in_2' } };
    expect(ticket.hear(next).told).toBe('two');
    expect(ticket.take((setting) => ({ ...hearAgain(ticket, setting) })).said).toEqual([]);
    expect(ticket.record?.turn).toBe(2);
  });
});

describe('a write', () => {
  it('that policy wants a person for asks once, as kind action, and the customer hears that it is submitted', () => {
    const ticket = given().proposed(submitted('1500.00', { neededApprovals: 2 }));
    expect(ticket.on('approval.requested.v1')).toMatchObject([{ approval: { kind: 'action', neededApprovals: 2, action: { tool: 'process_refund', arguments: { orderId: '12345' } } } }]);
    expect(ticket.told).toContain('submitted for approval');
    expect(ticket.delivered().state).toBe('awaiting_approval');
  });

  it('with a draft that must be reviewed as well is one approval, and no unreviewed word goes out', () => {
    const ticket = given().proposed({ ...submitted(), kind: 'draft', text: 'Secret answer. Submitted.' }, { confidence: 0.7 });
    expect(ticket.record?.approvals).toHaveLength(1);
    expect(ticket.approval).toMatchObject({ kind: 'action', draft: 'Secret answer. Submitted.' });
    expect(ticket.told).toMatch(/\$150\.00.*submitted for approval.*R-1/);
    expect(ticket.told).not.toContain('Secret');
  });

  it('that policy allows waits with its reviewed draft, however sure the bot is', () => {
    for (const confidence of [0.7, 0.99]) {
      const ticket = given().proposed(proposal({ text: "I've refunded $24.90.", action: refundOf('24.90') }), { confidence });
      expect(ticket.approval).toMatchObject({ kind: 'reply', action: { tool: 'process_refund' }, draft: "I've refunded $24.90." });
      expect(ticket.told).toBe(ticket.catalogue.replies['waiting.review']);
    }
  });

  it('asked for again while it waits is not asked twice', () => {
    const ticket = given().proposed(submitted()).delivered().message({ text: 'any news?' });
    ticket.proposed(submitted('150.00', { reference: 'R-2', arguments: { reason: 'hurry', amount: { currency: 'USD', value: '150.00' }, orderId: '12345' } }));
    expect(ticket.record?.approvals).toHaveLength(1);
    expect(ticket.told).toContain('R-1');
    expect(ticket.told).toContain('still waiting');
    expect(ticket.delivered().state).toBe('awaiting_approval');
  });

  it('of another amount is another approval', () => {
    const ticket = given().proposed(submitted()).delivered().message().proposed(submitted('120.00'));
    expect(ticket.record?.approvals.map(({ status }) => status)).toEqual(['pending', 'pending']);
  });

  it('pending, a later turn that is answered settles as awaiting_approval', () => {
    const ticket = given().proposed(submitted()).delivered().message({ text: 'hello?' }).proposed(proposal({ kind: 'fixed', text: 'Hello!' }));
    expect(ticket.delivered().outcomes).toEqual(['awaiting_approval:approval_requested']);
  });
});

describe('a closure', () => {
  it('is answered and settles as resolved, confirmed', () => {
    const ticket = given().proposed(proposal({ kind: 'fixed', text: 'Glad that it is settled.', closure: true }));
    expect(ticket.told).toMatch(/^Glad that it is settled\.\n\n/);
    expect(ticket.on('reply.released.v1')).toMatchObject([{ settles: 'resolved' }]);
    ticket.delivered();
    expect(ticket.on('case.changed.v1')).toMatchObject([{ case: { state: 'resolved', outcome: 'confirmed', resolvedBy: 'bot' } }]);
  });

  it('withdraws what still waits', () => {
    const ticket = given().proposed(submitted()).delivered().message().proposed(proposal({ kind: 'fixed', closure: true })).delivered();
    expect(ticket.approval).toMatchObject({ status: 'withdrawn' });
    expect(ticket.state).toBe('resolved');
  });

  it('resolves an escalated ticket, and the people have solved it', () => {
    const ticket = given().cause('asked_for_human').delivered().message({ text: 'thanks, solved' });
    expect(ticket.state).toBe('escalated');
    ticket.proposed(proposal({ kind: 'fixed', closure: true })).delivered();
    expect(ticket.on('case.changed.v1')).toMatchObject([{ case: { state: 'resolved', outcome: 'confirmed', resolvedBy: 'human' } }]);
  });
});

describe('suggest mode', () => {
  const suggest = () => new Scenario({ mode: 'suggest' }).message();

  it.each([
    ['a sure draft', proposal()],
    ['fixed words', proposal({ kind: 'fixed' })],
    ['a closure', proposal({ kind: 'fixed', closure: true })],
    ['a submitted write', submitted()],
  ])('%s settles at once as awaiting_approval of kind reply, and nothing is sent', (_what, said) => {
    const ticket = suggest().proposed(said);
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.outcomes).toEqual(['awaiting_approval:approval_requested']);
    expect(ticket.approval).toMatchObject({ kind: 'reply', draft: said.text });
    expect(ticket.record?.reply).toBeUndefined();
  });

  it('a hand-off is a suggestion too: nobody is told before a person says yes', () => {
    const ticket = suggest().cause('asked_for_human');
    expect(ticket.outcomes).toEqual(['awaiting_approval:approval_requested']);
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.record?.escalation).toMatchObject({ code: 'asked_for_human' });
    ticket.decide('approved');
    expect(ticket.on('case.escalated.v1')).toMatchObject([{ code: 'asked_for_human' }]);
    expect(ticket.told).toMatch(/passing you/);
    expect(ticket.delivered().outcomes).toEqual(['escalated:escalated']);
  });

  it('a no goes to a person without a word to the customer', () => {
    const ticket = suggest().proposed();
    ticket.decide('rejected');
    expect(ticket.on('reply.released.v1')).toEqual([]);
    expect(ticket.outcomes).toEqual(['proposed:', 'escalated:escalated']);
  });
});

describe('a dry run', () => {
  const dry = (mode: 'auto' | 'suggest' = 'auto') => new Scenario({ mode }).message({ source: 'triage', dryRun: true });

  it.each(['auto', 'suggest'] as const)('settles at once with its draft, also below the review threshold (mode %s)', (mode) => {
    const ticket = dry(mode).proposed(proposal({ text: 'A draft.' }), { confidence: 0.6 });
    expect(ticket.outcomes).toEqual(['replied:answered']);
    expect(ticket.record?.reply).toMatchObject({ text: 'A draft.', by: 'bot' });
    expect(ticket.on('reply.released.v1')).toMatchObject([{ dryRun: true }]);
    expect(ticket.on('approval.requested.v1')).toEqual([]);
  });

  it('that escalates has what the customer would be told', () => {
    const ticket = dry().cause('asked_for_human');
    expect(ticket.outcomes).toEqual(['escalated:escalated']);
    expect(ticket.record?.reply?.text).toMatch(/passing you/);
  });
});

function hearAgain(ticket: Scenario, setting: Parameters<Parameters<Scenario['take']>[0]>[0]) {
  return hearTurn({ record: ticket.record, change: undefined, lane: 'stable' }, { ...ticket.record!.received }, setting);
}
