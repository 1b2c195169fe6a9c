import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { classified, grounding, proposal, received, submitted } from './decide/scenario.fixture.js';
import { World } from './perform/world.fixture.js';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.close());

const word = 'marmalade';
const wroteAt = new Date(Date.now() - 60_000).toISOString();

/** Everything that is said about one turn of one customer, each of it more than once and in any order. */
function storyOf(ticketId: string) {
  const at = { key: `conv ${ticketId}`, subject: ticketId };
  const message = (turn: number, text = `${word} is late`) =>
    received(turn, { ticketId, conversationId: at.key, sourceId: ticketId, messageId: `${ticketId}-${turn}`, receivedAt: wroteAt, text, subject: word, metadata: { note: word } });
  const facts = { received: message(1), classified: classified(), grounding };
  const reply = { eventId: 'e', ticketId, conversationId: at.key, source: 's', sourceId: 'i', channel: 'api', messageId: `h-${ticketId}`, inReplyTo: `${ticketId}-1`, by: 'Lena', text: `Your ${word}`, citations: [], at: wroteAt };
  const conversation = { conversationId: at.key, source: 's', by: 'Lena', epoch: 2, revision: 7, at: new Date().toISOString(), ticketIds: [ticketId] };
  return {
    at, message,
    late: [
      () => world.say('ticket.received.v1', { received: message(1) }, at),
      () => world.say('ticket.proposed.v1', { ...facts, proposal: proposal({ text: `A ${word} draft` }) }, at),
      () => world.say('ticket.proposed.v1', { ...facts, proposal: submitted() }, at),
      () => world.say('escalation.requested.v1', { ...facts, cause: { code: 'no_grounding', reason: `no ${word}`, by: 'actions' } }, at),
      () => world.say('reply.delivered.v1', reply, at),
    ],
    erase: () => world.say('conversation.erased.v1', { conversation, turns: { [ticketId]: 1 } }, at),
    takeOver: () => world.say('conversation.taken_over.v1', { conversation: { ...conversation, epoch: 3, revision: 9 } }, at),
  };
}

const quiet = () => waitFor(() => Object.values(world.bus.lag()).every((behind) => behind === 0), { for: 'everything to be heard', every: 10 });
async function kept(ticketId: string): Promise<string> {
  const key = `conv ${ticketId}`;
  const rows = await world.db.query<{ row: string }>(
    `select t::text as row from escalation.case_record t where conversation_id = $1 union all select t::text from escalation.approval t where conversation_id = $1
     union all select t::text from escalation.conversation t where conversation_id = $1`,
    [key],
  );
  return rows.map(({ row }) => row).join('\n');
}

it('what comes late of an erased turn is kept without its words, in whatever order and after whatever people did since', async () => {
  const { at, late, erase, takeOver, message } = storyOf('tkt_late');
  await late[0]!();
  await quiet();
  expect(await kept('tkt_late')).toContain(word);
  await erase();
  for (const say of [...late, ...late.toReversed()]) await say();
  await quiet();
  expect(await kept('tkt_late')).not.toContain(word);
  await takeOver();
  for (const say of late) await say();
  await quiet();
  expect(await kept('tkt_late')).not.toContain(word);
  await world.say('ticket.received.v1', { received: { ...message(2, 'a quince'), revision: 11 } }, at);
  await quiet();
  expect(await kept('tkt_late')).toContain('a quince');
});

it('an erasure that overtakes everything else leaves nothing to keep, and nothing is sent', async () => {
  const { late, erase } = storyOf('tkt_first');
  await erase();
  for (const say of late) await say();
  await quiet();
  expect(await kept('tkt_first')).toContain('tkt_first-1');
  expect(await kept('tkt_first')).not.toContain(word);
  expect(world.on('reply.released.v1', 'tkt_first')).toEqual([]);
});

it('an erasure that comes after newer changes is remembered beside them', async () => {
  const { late, erase, takeOver } = storyOf('tkt_after');
  await takeOver();
  await erase();
  for (const say of late) await say();
  await quiet();
  expect(await kept('tkt_after')).not.toContain(word);
  expect(await kept('tkt_after')).toContain('taken_over');
});
