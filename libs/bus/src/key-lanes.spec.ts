import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { KeyLanes } from './key-lanes.js';
import { Slots } from './slots.js';

it('keeps the order of each key, one at a time, whatever the latencies and failures; and forgets idle keys', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ key: fc.integer({ min: 0, max: 3 }), delay: fc.integer({ min: 0, max: 3 }), fails: fc.boolean() }), { maxLength: 40 }), async (works) => {
      const lanes = new KeyLanes();
      const running = new Map<number, number>();
      const order = new Map<number, number[]>();
      await Promise.allSettled(works.map(({ key, delay, fails }, n) => lanes.run(String(key), async () => {
        expect(running.get(key) ?? 0).toBe(0);
        running.set(key, 1);
        order.set(key, [...(order.get(key) ?? []), n]);
        if (delay) await sleep(delay - 1);
        running.set(key, 0);
        if (fails) throw new Error('no');
      })));
      for (const seen of order.values()) expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      expect([...order.values()].flat().length).toBe(works.length);
      await sleep(0);
      expect(lanes.keys).toBe(0);
    }),
    { numRuns: 50 },
  );
});

it('runs no more at once than there are slots', async () => {
  const slots = new Slots(3);
  let inside = 0;
  let most = 0;
  await Promise.allSettled(Array.from({ length: 20 }, (_, n) => slots.use(async () => {
    most = Math.max(most, ++inside);
    await sleep(1);
    inside--;
    if (n % 3 === 0) throw new Error('no');
  })));
  expect(most).toBe(3);
  expect(slots.waiting).toBe(0);
});
