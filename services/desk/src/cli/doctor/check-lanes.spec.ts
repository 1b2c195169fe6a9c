import { expect, test } from 'vitest';
import { checkLanes } from './check-lanes.js';

type Seen = Parameters<typeof checkLanes>[0];
const serving = (lane: string, ...lanes: string[]): Seen['processes'][number] => ({ instance: lane, lane, services: ['intent'], serving: lanes, seenAt: '' });
const quiet: Seen = { adopted: false, throttled: false, canary: { percent: 0, wantedPercent: 0 }, spentTodayUsd: '0.00', processes: [serving('stable', 'stable')] };
const five = { percent: 5, wantedPercent: 5 };

test.each<[string, Partial<Seen>, string[]]>([
  ['no canary', {}, []],
  ['a canary at work', { canary: five, processes: [serving('stable', 'stable'), serving('canary', 'canary')] }, ['ok: the canary serves 5 % of new conversations']],
  ['a canary that has died', { canary: five }, ['fault: nobody serves the canary lane, and what goes there waits']],
  ['one that was rolled back and let go', { adopted: true, processes: [serving('stable', 'stable', 'canary'), serving('canary')] }, []],
  ['one that was rolled back and goes on', { adopted: true, processes: [serving('canary', 'canary')] }, ['warning: services of a canary that was rolled back still serve its lane']],
  ['a budget that is spent', { throttled: true, spentTodayUsd: '101.00', canary: { percent: 1, wantedPercent: 5 }, processes: [serving('canary', 'canary')] }, ['warning: the canary is held at 1 %: $101.00 are spent today']],
])('%s', (_what, more, findings) => {
  expect(checkLanes({ ...quiet, ...more }).map(({ level, what }) => `${level}: ${what}`)).toEqual(findings);
});
