import type { CurrentRequest } from '@deskhand/contracts/gen/rpc/deskhand/feedback/v1/service.js';
import type { Lane } from '@deskhand/contracts/words.js';
import { afterEach, expect, test, vi } from 'vitest';
import { LaneTable, nothingRolledOut } from './lane-table.js';
import { LaneWatch } from './lane-watch.js';

let watch: LaneWatch;
afterEach(() => watch.stop());

/** A bus that notes what it is to serve, and feedback that answers what `answers` says, or is away. */
function open({ lane = 'stable' as Lane, everyMs = 60_000 } = {}) {
  const told: string[] = [];
  const asked: CurrentRequest[] = [];
  const lanes = new LaneTable();
  const bus = {
    lanes,
    joined: [lane] as Lane[],
    serve: async (to: readonly Lane[]) => void told.push(`${to.join('+')} while the draw is at version ${lanes.current.version}`),
  };
  const feedback = { answer: { ...nothingRolledOut }, mayAdopt: false, isAway: false };
  const ask = async (request: CurrentRequest) => {
    asked.push(request);
    if (feedback.isAway) throw new Error('away');
    return { rolloutJson: JSON.stringify(feedback.answer), mayAdopt: feedback.mayAdopt };
  };
  watch = new LaneWatch({ bus, lane, services: ['intent'], ask, everyMs });
  watch.start();
  return { bus, lanes, told, asked, feedback };
}

test('it serves what follows before it draws by it: nothing is written to a lane that is not there', async () => {
  const { lanes, told, asked, feedback } = open();
  feedback.answer = { ...nothingRolledOut, version: 3, controlWeight: 500, controlOpened: true };
  await vi.waitFor(() => expect(lanes.current.version).toBe(3));
  expect(told).toEqual(['stable+control while the draw is at version 0']);
  expect(asked).toMatchObject([{ lane: 'stable', services: ['intent'], serving: ['stable'] }]);
});

test('a canary that was rolled back lets go', async () => {
  const { told, feedback } = open({ lane: 'canary' });
  feedback.answer = { ...nothingRolledOut, version: 1, adopted: true };
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told[0]).toMatch(/^ while/);
});

test('while feedback is away, what was known holds; then it goes on', async () => {
  const { lanes, asked, feedback } = open({ everyMs: 5 });
  feedback.answer = { ...nothingRolledOut, version: 1, canaryWeight: 500 };
  await vi.waitFor(() => expect(lanes.current.canaryWeight).toBe(500));
  feedback.isAway = true;
  const before = asked.length;
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before + 2));
  expect(lanes.current.canaryWeight).toBe(500);
  feedback.isAway = false;
  feedback.answer = { ...nothingRolledOut, version: 2 };
  await vi.waitFor(() => expect(lanes.current.version).toBe(2));
});

test('an older answer that comes late changes nothing', () => {
  const { lanes } = open();
  lanes.take({ ...nothingRolledOut, version: 5 });
  lanes.take({ ...nothingRolledOut, version: 4, canaryWeight: 10_000 });
  expect(lanes.current).toMatchObject({ version: 5, canaryWeight: 0 });
});

test('news makes it ask at once', async () => {
  const { lanes, asked, feedback } = open();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  feedback.answer = { ...nothingRolledOut, version: 1 };
  lanes.refresh();
  await vi.waitFor(() => expect(lanes.current.version).toBe(1));
});
