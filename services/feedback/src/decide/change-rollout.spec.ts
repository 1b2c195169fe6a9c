import { nothingRolledOut } from '@deskhand/bus/lane-table.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, changeRollout, type Rollout } from './change-rollout.js';

const who = { by: 'Sam', reason: '', at: '2026-11-25T10:00:00.000Z' };
const { eventId: _, ...first } = nothingRolledOut;
const manned = new Set(['stable', 'canary', 'shadow']);

function after(...changes: Change[]): Rollout {
  return changes.reduce<Rollout>((rollout, change) => {
    const next = changeRollout(rollout, change, manned, who);
    if (typeof next === 'string') throw new Error(next);
    return next;
  }, first);
}

describe('weights', () => {
  test('5 % of the tier 1 customers', () => {
    expect(after({ verb: 'weight', canary: 500, cohort: 'tier_1_customers' })).toMatchObject({ version: 1, canaryWeight: 500, wantedWeight: 500, cohort: 'tier_1_customers', by: 'Sam', verb: 'weight' });
  });

  test('what is not named stays', () => {
    expect(after({ verb: 'weight', canary: 500, control: 1_000, cohort: 'tier_1_customers' }, { verb: 'weight', canary: 600 })).toMatchObject({ canaryWeight: 600, controlWeight: 1_000, cohort: 'tier_1_customers' });
  });

  test('nobody is sent to services that are not there', () => {
    expect(changeRollout(first, { verb: 'weight', canary: 1 }, new Set(['stable']), who)).toContain('LANE=canary');
    expect(changeRollout(first, { verb: 'weight', canary: 0, shadow: 1 }, new Set(['stable']), who)).toContain('LANE=shadow');
    expect(changeRollout(first, { verb: 'promote', isDone: false }, new Set(['stable']), who)).toContain('LANE=canary');
  });

  test('less, and the way back, are open though the canary is gone', () => {
    const five = after({ verb: 'weight', canary: 500 });
    for (const change of [{ verb: 'weight', canary: 100 }, { verb: 'rollback' }] as const) expect(changeRollout(five, change, new Set(), who)).toBeTypeOf('object');
  });

  test('canary and control share one hundred', () => {
    expect(changeRollout(first, { verb: 'weight', canary: 6_000, control: 5_000 }, manned, who)).toContain('more than 100 %');
  });

  test('the control lane, once opened, stays served', () => {
    expect(after({ verb: 'weight', canary: 0, control: 500 }, { verb: 'weight', canary: 0, control: 0 })).toMatchObject({ controlWeight: 0, controlOpened: true });
  });
});

test('the flag switches the draw and keeps the weight', () => {
  expect(after({ verb: 'weight', canary: 500 }, { verb: 'flag', on: false })).toMatchObject({ canaryWeight: 0, wantedWeight: 500, flag: false, adopted: false });
  expect(after({ verb: 'weight', canary: 500 }, { verb: 'flag', on: false }, { verb: 'flag', on: true })).toMatchObject({ canaryWeight: 500 });
});

test('throttled to 1 %, and less where less was wanted; back when the budget is there again', () => {
  expect(after({ verb: 'weight', canary: 500 }, { verb: 'throttle' })).toMatchObject({ canaryWeight: 100, wantedWeight: 500 });
  expect(after({ verb: 'weight', canary: 50 }, { verb: 'throttle' })).toMatchObject({ canaryWeight: 50 });
  expect(after({ verb: 'throttle' }, { verb: 'weight', canary: 2_500 })).toMatchObject({ canaryWeight: 100 });
  expect(after({ verb: 'weight', canary: 500 }, { verb: 'throttle' }, { verb: 'recover' })).toMatchObject({ canaryWeight: 500 });
});

test('rollback: nobody new, and the stable services take over what was begun; a new weight gives it back', () => {
  const back = after({ verb: 'weight', canary: 500 }, { verb: 'rollback' });
  expect(back).toMatchObject({ canaryWeight: 0, adopted: true });
  expect(after({ verb: 'weight', canary: 500 }, { verb: 'rollback' }, { verb: 'weight', canary: 100 })).toMatchObject({ canaryWeight: 100, adopted: false });
});

test('promote: everybody new to the canary; when the stable services have its version they take the lane', () => {
  expect(after({ verb: 'weight', canary: 500, control: 200, cohort: 'tier_1_customers' }, { verb: 'promote', isDone: false })).toMatchObject({ canaryWeight: 10_000, controlWeight: 0, cohort: 'all', adopted: false });
  expect(after({ verb: 'promote', isDone: false }, { verb: 'promote', isDone: true })).toMatchObject({ canaryWeight: 0, adopted: true });
});

test('whatever is changed in whatever order: versions rise, and the canary draws only where flag, budget and people allow', () => {
  const weight = fc.nat(5_000);
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.record({ verb: fc.constant('weight' as const), canary: weight, control: weight }),
    fc.record({ verb: fc.constant('flag' as const), on: fc.boolean() }),
    fc.record({ verb: fc.constant('promote' as const), isDone: fc.boolean() }),
    fc.constantFrom<Change>({ verb: 'rollback' }, { verb: 'throttle' }, { verb: 'recover' }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      let rollout: Rollout = first;
      for (const one of changes) {
        const next = changeRollout(rollout, one, manned, who);
        if (typeof next === 'string') continue;
        expect(next.version).toBe(rollout.version + 1);
        expect(next.canaryWeight).toBeLessThanOrEqual(next.wantedWeight);
        if (!next.flag || next.adopted) expect(next.canaryWeight).toBe(0);
        if (next.throttled) expect(next.canaryWeight).toBeLessThanOrEqual(100);
        rollout = next;
      }
    }),
  );
});
