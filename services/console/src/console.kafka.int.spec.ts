import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { startKafka } from '@deskhand/testing/infrastructure/start-kafka.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningConsole, startConsole } from './console.fixture.js';
import type { SeenEvent } from './decide/facts.js';
import { at, caseOf, delivered, event, received, replyOf } from './decide/story.fixture.js';
import type { TicketView } from './decide/ticket-view.js';

// On Kafka the public outputs are in the clear: the console hears them like any system outside.
// A broker of its own: the topics have fixed names, and this spec counts rows.
let desk: RunningConsole;
let kafka: Awaited<ReturnType<typeof startKafka>>;
beforeAll(async () => {
  kafka = await startKafka();
  desk = await startConsole(undefined, { KAFKA_BROKERS: kafka.brokers, DATABASE_URL: await freshDatabase() });
  await waitFor(async () => (await fetch(`${desk.url}/readyz`)).status === 200, { for: 'readiness', deadline: 60_000, every: 100 });
}, 180_000);
afterAll(async () => {
  await desk?.stop();
  await kafka?.stop();
});

const token = '<PERSON_7f3a9c01b2>';
const words = 'Ada Quine';
const ticketId = `tkt_${crypto.randomUUID().slice(0, 8)}`;
const conversationId = `kafka:${ticketId}`;

function said(...events: SeenEvent[]): SeenEvent[] {
  return events.map((one) => {
    const text = JSON.stringify(one).replaceAll('tkt_1', ticketId).replaceAll('shop:1', conversationId);
    return { ...(JSON.parse(text) as SeenEvent), id: `${ticketId} ${one.id}` };
  });
}

test('no table holds a word of it, and people read it all the same', async () => {
  desk.ingestion.words.set(token, words);
  desk.ingestion.messages.push({ messageId: 'rep_6', ticketId, from: 'human', text: `Lena here, ${token}`, at: at(6) });
  const escalation = { action: 'transfer_to_human', queue: 'support', level: 'high', code: 'tool_failed', reason: 'r', customerSentiment: 'neutral' };
  const facts = { received: received(1, 0, { text: `I am ${token}` }) };
  const reply = { ...delivered(1, 2), text: `Hello ${token}` };
  const ids = { ticketId: 'tkt_1', conversationId: 'shop:1', source: 'shop', sourceId: '1' };
  const story = said(
    event(0, 'ticket.received.v1', facts),
    event(1, 'reply.released.v1', { ...ids, channel: 'api', turn: 1, epoch: 0, messageId: 'rep_2', inReplyTo: 'msg_1', text: reply.text, citations: [], settles: 'escalated', intent: '', toolResults: [], dryRun: false }),
    event(2, 'reply.delivered.v1', { ...reply, text: `Hello ${words}` }),
    event(3, 'case.escalated.v1', { eventId: 'e', ...ids, at: at(3), ...escalation, summary: `${words} wants`, attemptedResolutions: [`told ${words}`] }),
    event(4, 'case.changed.v1', { ...facts, case: caseOf('escalated', 1, 4, { escalation: { ...escalation, summary: `${token} wants`, attemptedResolutions: [] }, reply: replyOf(reply) }) }),
    event(6, 'reply.delivered.v1', delivered(1, 6, { by: 'Lena', text: `Lena here, ${words}` })),
  );
  for (const one of story) await desk.say(one);
  const view = await waitFor(async () => {
    const { body } = await desk.get<TicketView>(`/v1/tickets/${ticketId}`);
    return body.timeline?.length === story.length && body;
  }, { for: 'the story', deadline: 30_000 });
  expect(view).toMatchObject({ state: 'escalated', escalation: { summary: `${words} wants` }, reply: { by: 'Lena', text: `Lena here, ${words}` } });
  expect(view.messages.map(({ text }) => text)).toEqual([`I am ${words}`, `Hello ${words}`, `Lena here, ${words}`]);
  const rows = await desk.db.query(`select facts as text from console.ticket union all select body from console.event`);
  expect(rows).toHaveLength(story.length + 1);
  expect(JSON.stringify(rows)).not.toContain(words);
});
