import { randomUUID } from 'node:crypto';
import type { RolloutChanged } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';
import { serviceNames } from '@deskhand/contracts/words.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answered } from './decide/case.fixture.js';
import { type RunningFeedback, startFeedback } from './feedback.fixture.js';

let desk: RunningFeedback;
beforeAll(async () => {
  desk = await startFeedback();
});
afterAll(() => desk?.stop());

interface Shown {
  version: number;
  throttled: boolean;
  adopted: boolean;
  canary: { percent: number; wantedPercent: number };
  spentTodayUsd: string;
  changed: { verb: string; by: string; reason: string } | null;
  processes: { instance: string; lane: string; serving: string[] }[];
}
const here = (lane: string, serving = [lane]) => desk.ask({ instance: `a ${lane}`, lane, services: [...serviceNames], serving });
const show = async () => (await desk.call<Shown>('GET', '/v1/rollout')).body;
const set = (percent: number) => desk.call<Shown & { detail: string }>('POST', '/v1/rollout/weight', { percent, by: 'Sam' });
const heard = async (lane = 'stable') => {
  const { rolloutJson, mayAdopt } = await here(lane);
  return { ...(JSON.parse(rolloutJson) as RolloutChanged), mayAdopt };
};

test('nobody goes to a canary that nobody has heard of; once it is there, they do, and all hear of it', async () => {
  expect(await set(5)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('LANE=canary') } });
  await here('canary');
  expect(await set(5)).toMatchObject({ status: 200, body: { version: 1, canary: { percent: 5, wantedPercent: 5 }, changed: { verb: 'weight', by: 'Sam' } } });
  expect(await heard()).toMatchObject({ version: 1, canaryWeight: 500, adopted: false, mayAdopt: false });
  expect((await show()).processes.map(({ lane }) => lane)).toEqual(['stable', 'canary']);
});

test('each change is said on its topic', async () => {
  const [row] = await desk.db.query<{ key: string; value: string }>(`select key, value from bus.log where topic = 'rollout.changed.v1' order by seq desc limit 1`, []);
  expect(row!.key).toBe('rollout');
  expect(JSON.parse(row!.value)).toMatchObject({ version: 1, verb: 'weight', by: 'Sam', canaryWeight: 500 });
});

test('a hundred changes at once are a hundred versions', async () => {
  const before = (await show()).version;
  const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => set(n % 6)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ body }) => body.version)).size).toBe(100);
  expect((await show()).version).toBe(before + 100);
  await set(5);
});

test('A49: the day’s budget spent holds the canary at 1 %; each turn counts once', async () => {
  const cost = async (ticketId: string, costUsd: string, id: string) => {
    const change = answered({ received: { ticketId, conversationId: `shop:${ticketId}` }, case: { at: new Date().toISOString() } });
    await desk.say('case.changed.v1', `shop:${ticketId}`, { ...change, proposal: { ...change.proposal, costUsd } }, { ce_id: id, ce_subject: ticketId });
  };
  for (const id of [randomUUID(), randomUUID()]) await cost('tkt_dear', '98.50', id);
  await waitFor(async () => (await show()).spentTodayUsd === '98.50', { for: 'what it has cost', every: 50 });
  expect((await show()).throttled).toBe(false);
  await cost('tkt_more', '2.10', randomUUID());
  await waitFor(async () => (await show()).throttled, { for: 'the throttle', every: 100 });
  expect(await show()).toMatchObject({ canary: { percent: 1, wantedPercent: 5 }, changed: { verb: 'throttle', by: 'budget', reason: '$100.60 of $100.00 are spent today.' } });
  expect(await heard()).toMatchObject({ canaryWeight: 100, wantedWeight: 500 });
  expect((await set(25)).body.canary).toEqual({ percent: 1, wantedPercent: 25 });
});

test('after a rollback the stable services wait until the canary has let go', async () => {
  expect((await desk.call('POST', '/v1/rollout/rollback', { by: 'Sam', reason: 'a drill' })).status).toBe(200);
  expect(await heard()).toMatchObject({ adopted: true, mayAdopt: false, canaryWeight: 0 });
  await here('canary', []);
  expect(await heard()).toMatchObject({ adopted: true, mayAdopt: true });
});

test.each([
  ['weight', { percent: 101, by: 'Sam' }],
  ['weight', { percent: 5 }],
  ['weight', { percent: 5, cohort: 'nobody', by: 'Sam' }],
  ['flag', { on: 'yes', by: 'Sam' }],
  ['rollback', {}],
])('%s %j is refused', async (verb, body) => {
  expect((await desk.call('POST', `/v1/rollout/${verb}`, body)).status).toBe(422);
});
