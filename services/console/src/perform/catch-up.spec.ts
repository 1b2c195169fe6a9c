import { expect, test } from 'vitest';
import { CatchUp } from './catch-up.js';

function following(steadyMs: number) {
  const bus = { ok: false, behind: undefined as number | undefined };
  const lag = (): Record<string, number> => (bus.behind === undefined ? {} : { console: bus.behind });
  return { bus, catchUp: new CatchUp({ lag, ready: () => ({ ok: bus.ok, reasons: [] }) }, steadyMs) };
}

test('not before the bus runs, not while behind, and then for good', () => {
  const { bus, catchUp } = following(0);
  expect(catchUp.reasons(0)).toEqual(['the view has not begun to read events']);
  bus.ok = true;
  bus.behind = 700;
  expect(catchUp.reasons(1)).toEqual(['the view is 700 events behind']);
  bus.behind = 3;
  expect(catchUp.reasons(2)).toEqual([]);
  bus.behind = 9_000;
  expect(catchUp.reasons(3)).toEqual([]);
});

test('on Kafka only once that has lasted a moment', () => {
  const { bus, catchUp } = following(1_500);
  Object.assign(bus, { ok: true, behind: 0 });
  expect(catchUp.reasons(0)).toHaveLength(1);
  bus.behind = 700;
  expect(catchUp.reasons(1_000)).toHaveLength(1);
  bus.behind = 0;
  expect(catchUp.reasons(2_000)).toHaveLength(1);
  expect(catchUp.reasons(3_000)).toHaveLength(1);
  expect(catchUp.reasons(3_500)).toEqual([]);
});
