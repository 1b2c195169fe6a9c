import { randomUUID } from 'node:crypto';
import type { FeedbackGiven, OutcomeRecorded } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answered, at } from './decide/case.fixture.js';
import { type RunningFeedback, startFeedback } from './feedback.fixture.js';

let desk: RunningFeedback;
beforeAll(async () => {
  desk = await startFeedback();
});
afterAll(() => desk?.stop());

const newTicket = () => `tkt_${randomUUID().slice(0, 8)}`;
const outcomesOf = (ticketId: string) => desk.said<OutcomeRecorded>('outcome.recorded.v1', ticketId);
const givenOn = (ticketId: string) => desk.said<FeedbackGiven>('feedback.given.v1', ticketId);
const quiet = () => waitFor(() => desk.bus.lag()['feedback'] === 0, { for: 'feedback to be up to date', every: 10 });
function settle(ticketId: string, more: Parameters<typeof answered>[0] = {}, id = randomUUID()) {
  const change = answered({ ...more, received: { ticketId, conversationId: `shop:${ticketId}`, ...more.received } });
  return desk.say('case.changed.v1', `shop:${ticketId}`, change, { ce_id: id, ce_subject: ticketId });
}

test('a settled case is an outcome, once, however often the event comes', async () => {
  const ticketId = newTicket();
  const id = randomUUID();
  for (let n = 0; n < 5; n++) await settle(ticketId, {}, id);
  await quiet();
  const [outcome, ...more] = await outcomesOf(ticketId);
  expect(more).toEqual([]);
  expect(outcome).toMatchObject({ body: { eventId: outcome!.id, kind: 'answered', intent: 'refund_request', lane: 'stable', firstResponseMs: 3_000, csat: null, escalationCode: null } });
  expect(await desk.find(ticketId)).toEqual([outcome!.body]);
  expect(await desk.find('tkt_nothing')).toEqual([]);
});

test('a later outcome counts from the first message, also when the first turn never came to rest', async () => {
  const ticketId = newTicket();
  desk.others.messages.push({ messageId: 'm1', ticketId, from: 'customer', text: '', at: at(-50) }, { messageId: 'm0', ticketId: 'tkt_other', from: 'customer', text: '', at: at(-90) });
  await settle(ticketId, { received: { turn: 2 }, case: { turn: 2, revision: 3 } });
  await settle(ticketId, { received: { turn: 3, receivedAt: at(100) }, case: { turn: 3, revision: 4, at: at(104), outcome: 'resolved' } });
  await quiet();
  expect((await outcomesOf(ticketId)).map(({ body }) => [body.kind, body.receivedAt, body.firstResponseMs, body.handleMs])).toEqual([
    ['answered', at(-50), 53_000, 54_000],
    ['resolved', at(-50), 53_000, 154_000],
  ]);
});

test('a rating that the customer typed is feedback, and rates the outcome once', async () => {
  const ticketId = newTicket();
  await settle(ticketId, { case: { state: 'resolved', outcome: 'confirmed' } });
  const rated = { received: { turn: 2, messageId: 'msg_rating', text: '4 - thanks' }, case: { state: 'resolved', outcome: 'rated', rating: 4, turn: 2, revision: 2, at: at(60) } };
  await settle(ticketId, rated);
  // The same change under another id: the message is rated already.
  await settle(ticketId, rated);
  await quiet();
  expect((await outcomesOf(ticketId)).map(({ body }) => [body.kind, body.csat])).toEqual([['confirmed', null], ['rated', 4]]);
  expect((await givenOn(ticketId)).map(({ body }) => body)).toMatchObject([{ id: 'survey:msg_rating', kind: 'csat', value: '4', text: '4 - thanks' }]);
});

test('what is no case goes to the dead letter', async () => {
  await desk.say('case.changed.v1', 'k', { case: { state: 'replied' } }, { ce_id: 'bad' });
  const [letter] = await waitFor(async () => {
    const letters = await desk.bus.listDeadLetters({ service: 'feedback' });
    return letters.length && letters;
  }, { for: 'the dead letter' });
  expect(letter!.reason).toContain('received');
  await desk.bus.purgeDeadLetters({ service: 'feedback' });
});

describe('POST /v1/feedback', () => {
  test('is answered, said, shown and counted', async () => {
    const ticketId = newTicket();
    await settle(ticketId);
    await quiet();
    const id = randomUUID();
    expect(await desk.post({ id, ticketId, kind: 'csat', value: 4, text: 'mail ada@example.com', by: 'Ada' })).toEqual({ status: 202, body: { id, ticketId } });
    const [given] = await givenOn(ticketId);
    expect(given!.body).toEqual({ id, ticketId, conversationId: `shop:${ticketId}`, kind: 'csat', value: '4', text: 'mail <EMAIL_7f3a9c01b2>', by: 'Ada', at: expect.any(String) });
    const rated = (await outcomesOf(ticketId)).at(-1)!;
    expect(rated.body).toMatchObject({ kind: 'rated', csat: 4, ticketId, eventId: rated.id, intent: 'refund_request' });
    expect(desk.others.applied.filter(({ subject }) => subject === ticketId).map(({ topic }) => topic)).toEqual(['feedback.given.v1', 'outcome.recorded.v1']);
    expect((await desk.find(ticketId)).at(-1)).toEqual(rated.body);
  });

  test('the same id twenty times at once counts once; on another ticket it is refused', async () => {
    const [ticketId, other] = [newTicket(), newTicket()];
    await settle(ticketId);
    await quiet();
    const feedback = { id: randomUUID(), ticketId, kind: 'thumbs', value: 'up' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.post(feedback)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await givenOn(ticketId)).toHaveLength(1);
    expect((await outcomesOf(ticketId)).filter(({ body }) => body.kind === 'rated')).toHaveLength(1);
    expect(await desk.post({ ...feedback, ticketId: other })).toMatchObject({ status: 409, body: { detail: expect.stringContaining(feedback.id) } });
    expect(await givenOn(other)).toEqual([]);
  });

  test('one id raced on twenty tickets belongs to one of them', async () => {
    const tickets = Array.from({ length: 20 }, newTicket);
    const id = randomUUID();
    const answers = await Promise.all(tickets.map((ticketId) => desk.post({ id, ticketId, kind: 'thumbs', value: 'down' })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, ...Array.from({ length: 19 }, () => 409)]);
    expect((await Promise.all(tickets.map(givenOn))).flat()).toHaveLength(1);
  });

  test('ratings raced with the first outcome are all counted', async () => {
    const ticketId = newTicket();
    const ratings = Array.from({ length: 20 }, (_, n) => desk.post({ id: `${ticketId}-${n}`, ticketId, kind: 'csat', value: String((n % 5) + 1) }));
    const received = Array.from({ length: 10 }, (_, n) => desk.say('feedback.received.v1', `any ${n}`, { ticketId, kind: 'csat', value: 5 }, { ce_id: `${ticketId}-kafka-${n}` }));
    await Promise.all([...ratings, ...received, settle(ticketId)]);
    await quiet();
    expect((await outcomesOf(ticketId)).map(({ body }) => body.kind).toSorted()).toEqual(['answered', ...Array.from({ length: 30 }, () => 'rated')]);
  });

  test.each([
    ['no id', { id: undefined }, 'id'],
    ['an id of 201 characters', { id: 'x'.repeat(201) }, 'id'],
    ['no ticket', { ticketId: undefined }, 'ticketId'],
    ['an unknown kind', { kind: 'stars' }, 'kind'],
    ['six stars', { value: '6' }, 'value'],
    ['half a star', { value: 4.5 }, 'value'],
    ['no value', { value: undefined }, 'value'],
    ['a truth as value', { value: true }, 'value'],
    ['a thumb on the side', { kind: 'thumbs', value: 'side' }, 'value'],
    ['a closure of a number', { kind: 'closure', value: 5 }, 'value'],
    ['a comment without words', { kind: 'comment', value: undefined, text: '  ' }, 'text'],
    ['a comment with a value', { kind: 'comment', value: '5', text: 'hello' }, 'value'],
    ['NUL in the text', { text: 'a\u0000' }, 'text'],
  ])('%s is 422', async (_what, more, path) => {
    const answer = await desk.post<{ errors: { path: string }[] }>({ id: randomUUID(), ticketId: newTicket(), kind: 'csat', value: '5', ...more });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error) => error.path)).toEqual([path]);
  });

  test('an unknown ticket is 404 with a sentence', async () => {
    expect(await desk.post({ id: randomUUID(), ticketId: 'nope', kind: 'thumbs', value: 'up' })).toMatchObject({ status: 404, body: { detail: expect.any(String) } });
  });

  test.each([
    ['a comment', { kind: 'comment', text: 'hello', value: null }],
    ['a closure', { kind: 'closure', value: 'not_solved', by: null }],
  ])('%s is said and not counted here', async (_what, feedback) => {
    const ticketId = newTicket();
    await settle(ticketId);
    await quiet();
    expect((await desk.post({ id: randomUUID(), ticketId, ...feedback })).status).toBe(202);
    expect(await givenOn(ticketId)).toHaveLength(1);
    expect(await outcomesOf(ticketId)).toHaveLength(1);
  });
});

describe('feedback.received.v1', () => {
  test('the id may come as ce_id, and counts once', async () => {
    const ticketId = newTicket();
    await settle(ticketId);
    await quiet();
    const id = randomUUID();
    for (const source of ['a', 'b']) await desk.say('feedback.received.v1', 'any', { ticketId, kind: 'csat', value: 3, text: 'ada@example.com' }, { ce_id: id, ce_source: source });
    await quiet();
    await desk.say('feedback.received.v1', 'other', { id, ticketId, kind: 'csat', value: 3 }, { ce_id: randomUUID() });
    await quiet();
    expect(await givenOn(ticketId)).toMatchObject([{ body: { id, value: '3', text: '<EMAIL_7f3a9c01b2>' } }]);
    expect((await outcomesOf(ticketId)).map(({ body }) => body.csat)).toEqual([null, 3]);
  });

  test.each([
    ['of an unknown ticket', { ticketId: 'nope', kind: 'thumbs', value: 'up' }, 'no ticket'],
    ['of a wrong shape', { ticketId: 'tkt_1', kind: 'csat', value: 'ada@example.com' }, 'value must be one of 1, 2, 3, 4, 5'],
    ['that is no object', ['x'], 'Wrong shape'],
  ])('feedback %s goes to the dead letter, whose reason quotes nothing', async (_what, body, reason) => {
    await desk.say('feedback.received.v1', 'any', body, { ce_id: randomUUID() });
    const [letter] = await waitFor(async () => {
      const letters = await desk.bus.listDeadLetters({ service: 'feedback' });
      return letters.length && letters;
    }, { for: 'the dead letter' });
    expect(letter!.reason).toContain(reason);
    expect(letter!.reason).not.toContain('ada@');
    await desk.bus.purgeDeadLetters({ service: 'feedback' });
  });
});
