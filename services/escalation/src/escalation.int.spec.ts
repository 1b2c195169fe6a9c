import { setTimeout as sleep } from 'node:timers/promises';
import { CasesClient } from '@deskhand/contracts/gen/rpc/deskhand/escalation/v1/service.js';
import { baseConfigSchema, parseConfig } from '@deskhand/kit/config.js';
import { connect } from '@deskhand/kit/grpc.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classified, grounding, proposal, received, refundOf, submitted } from './decide/scenario.fixture.js';
import { World } from './perform/world.fixture.js';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.close());

let tickets = 0;
const fresh = () => {
  const ticketId = `tkt_${++tickets}`;
  const conversationId = `conv/${tickets} ü`;
  const at = { key: conversationId, subject: ticketId };
  const message = (turn = 1, more = {}) => received(turn, { ticketId, conversationId, sourceId: ticketId, messageId: `${ticketId}-${turn}`, receivedAt: new Date().toISOString(), ...more });
  return {
    ticketId,
    conversationId,
    at,
    message,
    receive: (turn = 1, more = {}) => world.say('ticket.received.v1', { received: message(turn, more) }, at),
    propose: (proposed = proposal(), about = {}, turn = 1) =>
      world.say('ticket.proposed.v1', { received: message(turn), classified: classified(about), grounding, proposal: proposed }, at),
    cause: (code: string, turn = 1) => world.say('escalation.requested.v1', { received: message(turn), classified: classified(), cause: { code, reason: '', by: 'intent' } }, at),
    reaches: (state: string) => waitFor(async () => (await world.state(ticketId)) === state, { for: `${ticketId} to be ${state}` }),
    changed: () => world.on('case.changed.v1', ticketId).map((body) => body.case!),
    asked: () => waitFor(() => world.approvalId(ticketId), { for: 'the approval' }),
  };
};

async function inGroups<T, R>(items: T[], size: number, work: (item: T, n: number) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let n = 0; n < items.length; n += size) done.push(...(await Promise.all(items.slice(n, n + size).map((item, k) => work(item, n + k)))));
  return done;
}

const waiting = async (proposed = submitted()) => {
  const ticket = fresh();
  await ticket.receive();
  await ticket.propose(proposed, { confidence: 0.8 });
  await ticket.reaches('awaiting_approval');
  return { ...ticket, approvalId: world.approvalId(ticket.ticketId)! };
};

describe('over the bus', () => {
  it('a sure draft is released, delivered, and the ticket has replied', async () => {
    const ticket = fresh();
    await ticket.receive();
    await ticket.propose(proposal({ text: 'On its way, <PERSON_1a>.' }));
    await ticket.reaches('replied');
    const told = await waitFor(() => ticket.changed().at(-1), { for: 'the change' });
    expect(told).toMatchObject({ state: 'replied', outcome: 'answered', resolvedBy: 'bot', reply: { text: 'On its way, <PERSON_1a>.', by: 'bot' } });
    expect(world.on('reply.released.v1', ticket.ticketId)).toMatchObject([{ conversationId: ticket.conversationId, messageId: expect.stringMatching(/^msg_[0-9a-f]{24}$/) }]);
  });

  it('what a person wrote is tokenised again before it is kept', async () => {
    const ticket = fresh();
    await ticket.receive(1, { heldBy: 'Lena' });
    await ticket.reaches('assigned');
    const { ticketId, conversationId } = ticket;
    const reply = { eventId: 'e', ticketId, conversationId, source: 's', sourceId: 'i', channel: 'api', messageId: 'h1', inReplyTo: 'm', by: 'Lena', text: 'Hi Ada', citations: [], at: new Date().toISOString() };
    await world.say('reply.delivered.v1', reply, ticket.at);
    const stored = () => world.db.query(`select doc->'reply'->>'text' as text from escalation.case_record where ticket_id = $1`, [ticketId]);
    await expect.poll(stored).toEqual([{ text: 'Hi <PERSON_1a>' }]);
  });

  it('hears everything in any order and several times, and ends the same', async () => {
    const orders = [[0, 1], [1, 0], [1, 0, 1, 0], [0, 0, 1, 1]];
    const ends = await Promise.all(
      orders.map(async (order) => {
        const ticket = fresh();
        const id = (n: number) => ({ ...ticket.at, id: `${ticket.ticketId}/${n}` });
        const steps = [
          () => world.say('ticket.received.v1', { received: ticket.message() }, id(0)),
          () => world.say('ticket.proposed.v1', { received: ticket.message(), classified: classified(), grounding, proposal: proposal() }, id(1)),
        ];
        for (const n of order) await steps[n]!();
        await ticket.reaches('replied');
        return [ticket.changed().map(({ state, outcome }) => `${state}:${outcome}`), world.on('reply.released.v1', ticket.ticketId).length];
      }),
    );
    for (const end of ends) expect(end).toEqual([['replied:answered'], 1]);
  });

  it('a conversation taken over, for every ticket in it, and for one that is heard of later', async () => {
    const [first, second, late] = [fresh(), fresh(), fresh()];
    const conversationId = 'shared';
    const key = { key: conversationId };
    const of = (ticket: typeof first, revision: number) => ticket.message(1, { conversationId, revision });
    await world.say('ticket.received.v1', { received: of(first, 1) }, { ...key, subject: first.ticketId });
    await world.say('ticket.received.v1', { received: of(second, 2) }, { ...key, subject: second.ticketId });
    const conversation = { conversationId, source: 'test', by: 'Lena', epoch: 1, revision: 4, at: new Date().toISOString(), ticketIds: [first.ticketId, second.ticketId, late.ticketId] };
    await world.say('conversation.taken_over.v1', { conversation }, key);
    await first.reaches('assigned');
    await second.reaches('assigned');
    await world.say('ticket.received.v1', { received: of(late, 3) }, { ...key, subject: late.ticketId });
    await late.reaches('assigned');
    await world.say('conversation.resolved.v1', { conversation: { ...conversation, epoch: 2, revision: 5 } }, key);
    for (const ticket of [first, second, late]) await ticket.reaches('resolved');
  });

  it('closure comes by feedback', async () => {
    const ticket = fresh();
    await ticket.receive();
    await ticket.propose();
    await ticket.reaches('replied');
    const feedback = (value: string) => ({ id: value, ticketId: ticket.ticketId, conversationId: ticket.conversationId, kind: 'closure', value, text: '', by: '', at: new Date().toISOString() });
    await world.say('feedback.given.v1', feedback('solved'), ticket.at);
    await ticket.reaches('resolved');
    await world.say('feedback.given.v1', feedback('not_solved'), ticket.at);
    await ticket.reaches('escalated');
    expect(ticket.changed().map(({ state, outcome }) => `${state}:${outcome}`)).toEqual(['replied:answered', 'resolved:confirmed', 'reopened:reopened', 'escalated:escalated']);
    expect(ticket.changed().map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
  });

  it('what is not as the contract says is a dead letter, not a case', async () => {
    await world.say('ticket.received.v1', { received: { ticketId: 'tkt_bad' } } as never, { key: 'bad', subject: 'tkt_bad' });
    await expect.poll(async () => (await world.bus.listDeadLetters({})).map(({ subject }) => subject)).toContain('tkt_bad');
    expect(await world.state('tkt_bad')).toBeUndefined();
  });

  it('answers Cases.Find', async () => {
    const ticket = fresh();
    await ticket.receive();
    await ticket.cause('legal_mention');
    await ticket.reaches('escalated');
    const client = connect(CasesClient, 'escalation', parseConfig(baseConfigSchema, { DESKHAND_DATA: world.dataDir }));
    const { ticketId, conversationId } = ticket;
    expect(await client.find({ ticketId })).toEqual({ ticketId, conversationId, state: 'escalated', revision: 1, turn: 1, queue: 'legal' });
    await expect(client.find({ ticketId: 'tkt_none' })).rejects.toMatchObject({ code: 'not_found' });
    client.close();
  });
});

describe('approve and reject over HTTP', () => {
  it('answer the approval, and the view knows before they do', async () => {
    const { approvalId, ticketId, conversationId } = await waiting();
    const { status, body } = await world.post(`/v1/approvals/${approvalId}/approve`, { by: 'Lena' });
    expect(status).toBe(200);
    expect(body).toEqual({
      approvalId, ticketId, conversationId, status: 'approved', kind: 'action', neededApprovals: 1, expiresAt: expect.any(String), decidedBy: 'Lena',
      action: { tool: 'process_refund', arguments: { orderId: '12345', amount: { value: '150.00', currency: 'USD' }, reason: 'damaged' } },
      draft: 'Your refund has been submitted for approval.',
      decisions: [{ by: 'Lena', verdict: 'approved', at: expect.any(String), reason: null }],
    });
    const applied = world.applied.filter(({ subject }) => subject === ticketId);
    expect(applied.map(({ topic }) => topic)).toEqual(['approval.decided.v1', 'case.changed.v1']);
    expect(JSON.parse(applied[1]!.bodyJson)).toMatchObject({ case: { state: 'proposed', approvals: [{ status: 'approved' }] } });
    await waitFor(() => world.on('case.changed.v1', ticketId).length === 2, { for: 'the bus' });
    const byBus = world.heard.filter((event) => event.subject === ticketId).map(({ id }) => id);
    for (const { id } of applied) expect(byBus).toContain(id);
    expect(await world.state(ticketId)).toBe('proposed');
  });

  it('what is done is told, once', async () => {
    const ticket = await waiting();
    await world.post(`/v1/approvals/${ticket.approvalId}/approve`, { by: 'Lena' });
    const done = proposal({ text: 'Refunded.', kind: 'fixed', approvalId: ticket.approvalId });
    await ticket.propose(done);
    await ticket.propose(done);
    await ticket.reaches('replied');
    expect(world.on('reply.released.v1', ticket.ticketId).map(({ text }) => text)).toEqual(['Your refund has been submitted for approval.', 'Refunded.']);
  });

  it('an edited draft is tokenised before it is kept, and people read words', async () => {
    const ticket = await waiting(proposal({ text: 'Hello <PERSON_1a>, pay with <CARD_4242_0a1b2c>.' }));
    const { body } = await world.post(`/v1/approvals/${ticket.approvalId}/approve`, { by: 'Lena', text: '  Dear Ada.  ' });
    expect(body).toMatchObject({ draft: 'Dear Ada.', action: null });
    await ticket.reaches('replied');
    await expect.poll(() => world.on('reply.released.v1', ticket.ticketId).at(-1)?.text).toBe('Dear <PERSON_1a>.');
    const other = await waiting(proposal({ text: 'Hello <PERSON_1a>, pay with <CARD_4242_0a1b2c>.' }));
    const rejected = await world.post(`/v1/approvals/${other.approvalId}/reject`, { by: 'Lena', reason: 'Ada called' });
    expect(rejected.body).toMatchObject({ draft: 'Hello Ada, pay with •••• 4242.', decisions: [{ reason: 'Ada called' }] });
    expect(world.revealed.join()).not.toContain('CARD');
    await expect.poll(() => world.on('case.escalated.v1', other.ticketId)[0]?.reason).toBe('Lena rejected it: <PERSON_1a> called');
  });

  it('rejected: escalated once the customer has been told', async () => {
    const ticket = await waiting();
    world.holding = true;
    expect((await world.post(`/v1/approvals/${ticket.approvalId}/reject`, { by: 'Lena' })).body).toMatchObject({ status: 'rejected', decidedBy: 'Lena' });
    expect(await world.state(ticket.ticketId)).toBe('proposed');
    const released = await waitFor(() => world.on('reply.released.v1', ticket.ticketId)[1], { for: 'the words' });
    world.holding = false;
    await world.say('reply.delivered.v1', { eventId: '', ...released, by: 'bot', at: new Date().toISOString() }, ticket.at);
    await ticket.reaches('escalated');
  });

  it('stale when the order has changed or is gone; 503 while nobody can say', async () => {
    for (const now of ['f2', 'gone']) {
      const ticket = await waiting();
      world.fingerprint = 'away';
      expect((await world.post(`/v1/approvals/${ticket.approvalId}/approve`, { by: 'Lena' })).status).toBe(503);
      world.fingerprint = now;
      const { status, body } = await world.post(`/v1/approvals/${ticket.approvalId}/approve`, { by: 'Lena' });
      world.fingerprint = 'f1';
      expect([status, body['detail']]).toEqual([409, expect.stringContaining('stale')]);
      await ticket.reaches('escalated');
      expect(world.on('case.escalated.v1', ticket.ticketId)).toMatchObject([{ code: 'approval_expired' }]);
      expect(world.on('approval.decided.v1', ticket.ticketId)).toEqual([]);
    }
  });

  it('over $1,000: 200 with pending until the second person', async () => {
    const { approvalId } = await waiting(submitted('1500.00', { neededApprovals: 2 }));
    expect((await world.post(`/v1/approvals/${approvalId}/approve`, { by: 'Lena' })).body).toMatchObject({ status: 'pending', decidedBy: null, decisions: [{ by: 'Lena', verdict: 'approved' }] });
    expect((await world.post(`/v1/approvals/${approvalId}/approve`, { by: 'Lena' })).status).toBe(409);
    expect((await world.post(`/v1/approvals/${approvalId}/approve`, { by: 'Max' })).body).toMatchObject({ status: 'approved', decidedBy: 'Max' });
  });

  it.each([
    ['apr_none', { by: 'Lena' }, 404],
    ['%00', { by: 'Lena' }, 404],
    [`${'x'.repeat(1000)}`, { by: 'Lena' }, 404],
    ['apr_none', {}, 422],
    ['apr_none', { by: '' }, 422],
    ['apr_none', { by: 'Le\u0000na' }, 422],
    ['apr_none', { by: 'Lena', text: '   ' }, 422],
    ['apr_none', { by: 'Lena', text: '\ud800' }, 422],
    ['apr_none', '{"by":', 400],
    ['apr_none', [], 422],
  ])('%s with %j: %i', async (id, body, status) => {
    expect((await world.post(`/v1/approvals/${id}/approve`, body)).status).toBe(status);
  });

  it('200 races of approve and reject: one wins, the other learns who, and it is done at most once', async () => {
    const rounds = await Promise.all(Array.from({ length: 200 }, () => waiting(Math.random() < 0.5 ? submitted() : proposal({ action: refundOf('20.00') }))));
    const answers = await inGroups(rounds, 10, async ({ approvalId }, n) => {
        // The yes asks the shop first, so the no is given a handicap: both must win some.
        const approve = world.post(`/v1/approvals/${approvalId}/approve`, { by: `Anna ${n}` });
        const reject = sleep(Math.random() * 60).then(() => world.post(`/v1/approvals/${approvalId}/reject`, { by: `Ben ${n}` }));
        return Promise.all([approve, reject]);
    });
    const winners = { approved: 0, rejected: 0 };
    for (const [n, pair] of answers.entries()) {
      expect(pair.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const won = pair.find(({ status }) => status === 200)!.body as { status: 'approved' | 'rejected'; decidedBy: string };
      expect(won.decidedBy).toBe(`${won.status === 'approved' ? 'Anna' : 'Ben'} ${n}`);
      expect(pair.find(({ status }) => status === 409)!.body['detail']).toContain(`${won.decidedBy} ${won.status} this already`);
      winners[won.status]++;
      const { ticketId } = rounds[n]!;
      await waitFor(() => world.on('approval.decided.v1', ticketId).length === 1, { for: 'the decision' });
      expect(world.on('approval.decided.v1', ticketId)[0]?.approval?.status).toBe(won.status);
    }
    expect(winners.approved + winners.rejected).toBe(200);
    expect(Math.min(winners.approved, winners.rejected)).toBeGreaterThan(0);
  }, 120_000);

  it('a takeover against an approval: whichever comes first, no message after it', async () => {
    const rounds = await Promise.all(Array.from({ length: 40 }, () => waiting(proposal({ text: 'A draft.' }))));
    await Promise.all(
      rounds.map(async ({ approvalId, ticketId, conversationId, at }) => {
        const conversation = { conversationId, source: 'test', by: 'Lena', epoch: 1, revision: 2, at: new Date().toISOString(), ticketIds: [ticketId] };
        const [word] = await Promise.all([world.post(`/v1/approvals/${approvalId}/approve`, { by: 'Max' }), world.say('conversation.taken_over.v1', { conversation }, at)]);
        await waitFor(async () => (await world.state(ticketId)) === 'assigned', { for: 'the takeover' });
        const drafts = world.on('reply.released.v1', ticketId).filter(({ text }) => text === 'A draft.');
        expect(drafts.length).toBe(word.status === 200 ? 1 : 0);
      }),
    );
  }, 60_000);
});
