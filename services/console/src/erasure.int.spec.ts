import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningConsole, startConsole } from './console.fixture.js';
import type { SeenEvent } from './decide/facts.js';
import { at, caseOf, classified, event, received, wholeStory } from './decide/story.fixture.js';

let desk: RunningConsole;
beforeAll(async () => {
  desk = await startConsole();
});
afterAll(() => desk?.stop());

/** A story of the fixture as another ticket's, in words that can be looked for. */
function as(ticketId: string, events: readonly SeenEvent[]): SeenEvent[] {
  const text = JSON.stringify(events).replaceAll('tkt_1', ticketId).replaceAll('shop:1', `conv ${ticketId}`).replace(/"id":"(\w+\.[^"]+)"/g, `"id":"${ticketId} $1"`);
  return JSON.parse(text.replaceAll('apr_1', `apr_${ticketId}`).replace(/text (\d)/g, `marmalade ${ticketId} $1`)) as SeenEvent[];
}
function erasure(ticketId: string, turn: number): SeenEvent {
  const conversation = { conversationId: `conv ${ticketId}`, source: 'shop', by: 'Lena', epoch: 9, revision: 9, at: at(900), ticketIds: [ticketId] };
  return event(900, 'conversation.erased.v1', { conversation, turns: { [ticketId]: turn } }, { id: `erased ${ticketId}`, key: `conv ${ticketId}`, subject: null });
}
const quiet = () => waitFor(() => desk.bus.lag()['console'] === 0, { for: 'the view to be up to date', every: 10 });
async function tables(): Promise<string> {
  const rows = await desk.db.query<{ row: string }>(`select t::text as row from console.event t union all select t::text from console.ticket t union all select t::text from console.manifest t`);
  return rows.map(({ row }) => row).join('\n');
}
const shown = async (ticketId: string) => JSON.stringify([(await desk.get(`/v1/tickets/${ticketId}`)).body, (await desk.get(`/v1/conversations/conv%20${ticketId}`)).body, (await desk.get(`/v1/events?ticketId=${ticketId}`)).body, (await desk.get('/v1/tickets')).body]);

test('after an erasure neither view nor archive holds a text; ids, states and other customers do', async () => {
  await desk.apply(as('gone', wholeStory()));
  await desk.apply(as('kept', wholeStory()));
  const before = await desk.get<{ state: string; messages: object[]; actions: object[] }>('/v1/tickets/gone');
  expect(await tables()).toContain('marmalade gone');
  await desk.apply([erasure('gone', 2)]);
  expect(await tables()).not.toContain('marmalade gone');
  expect(await shown('gone')).not.toContain('marmalade gone');
  const { body: after } = await desk.get<{ state: string; messages: { text: string }[]; actions: object[]; timeline: object[] }>('/v1/tickets/gone');
  expect(after).toMatchObject({ ticketId: 'gone', state: before.body.state });
  expect([after.messages.length, after.actions.length]).toEqual([before.body.messages.length, before.body.actions.length]);
  expect(new Set(after.messages.map(({ text }) => text))).toEqual(new Set(['[erased]']));
  expect(await shown('kept')).toContain('marmalade kept');
});

test('what comes late of an erased turn is taken without its texts, over the bus and again; a new turn is shown', async () => {
  const story = as('late', wholeStory());
  const [first, ...rest] = story;
  await desk.apply([first!]);
  await desk.apply([erasure('late', 2)]);
  for (const late of [...story, erasure('late', 2), ...rest]) await desk.say(late);
  await quiet();
  expect(await tables()).not.toContain('marmalade late');
  const turn = received(3, 950, { ticketId: 'late', conversationId: 'conv late', text: 'quince', revision: 10 });
  const again = { id: 'late again', key: 'conv late', subject: 'late' };
  await desk.apply([event(950, 'ticket.received.v1', { received: turn }, again)]);
  expect(await shown('late')).toContain('quince');
  const old = received(2, 20, { ticketId: 'late', conversationId: 'conv late', text: 'marmalade late 2' });
  await desk.apply([event(960, 'case.changed.v1', { received: old, classified: classified(), case: caseOf('replied', 99, 961, { turn: 2 }) }, { ...again, id: 'late case' })]);
  expect(await tables()).not.toContain('marmalade late');
});

test('an erasure that overtakes everything else erases it as it comes', async () => {
  await desk.apply([erasure('first', 2)]);
  await desk.apply(as('first', wholeStory()));
  expect(await tables()).not.toContain('marmalade first');
  expect(await shown('first')).not.toContain('marmalade first');
});

test('events told from both sides while it is erased leave nothing behind', async () => {
  const story = as('raced', wholeStory());
  await Promise.all([...story.flatMap((each) => [desk.say(each), desk.apply([each])]), desk.apply([erasure('raced', 2)]), desk.say(erasure('raced', 2))]);
  await quiet();
  expect(await tables()).not.toContain('marmalade raced');
});
