import { expect, it } from 'vitest';
import { LagWatch } from './lag-watch.js';

it('counts from the last moment without waiting records', () => {
  const [lag, clock]: [Record<string, number>, { ms: number }] = [{ intent: 0 }, { ms: 0 }];
  const watch = new LagWatch(() => lag, () => clock.ms);
  expect(watch.figures().get('intent')).toEqual({ records: 0, seconds: 0 });
  clock.ms = 10_000;
  watch.figures();
  lag.intent = 7;
  clock.ms = 22_000;
  expect(watch.figures().get('intent')).toEqual({ records: 7, seconds: 12 });
  lag.intent = 0;
  expect(watch.figures().get('intent')).toEqual({ records: 0, seconds: 0 });
  watch.stop();
});
