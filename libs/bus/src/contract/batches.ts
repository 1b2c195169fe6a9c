import { Permanent } from '@deskhand/kit/errors.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Bus } from '../bus.js';
import type { Delivered, Outcome } from '../delivery.js';
import { write } from '../statement.js';
import { addEffect, createLedger, effects } from './ledger.js';
import { event, makeBus, spec, unique } from './make-bus.js';
import type { Rig } from './rig.js';

/** What both buses promise a service that takes the deliveries of a key together. */
export function describeBatches(rig: Rig): void {
  describe(`batches on the ${rig.driver} bus`, () => {
    const open: Bus[] = [];
    beforeAll(async () => {
      await rig.start();
      await createLedger(rig.db());
    });
    afterEach(async () => void (await Promise.all(open.splice(0).map((bus) => bus.drain(1_000)))));
    afterAll(() => rig.stop());

    async function start(ms: number, until: string[], spoil?: (n: number) => boolean) {
      const [speaker, hearer, topic, last] = [unique('speaker'), unique('hearer'), unique('said.v1'), unique('last.v1')];
      const sizes: number[] = [];
      const bus = makeBus(rig, { [topic]: spec([hearer]), [last]: spec([hearer]) }, [speaker, hearer], {
        tuning: { gather: { [hearer]: { ms, until: until.length ? [last] : [] } } },
      });
      open.push(bus);
      bus.handleBatches(hearer, async (deliveries: readonly Delivered[]): Promise<Outcome> => {
        sizes.push(deliveries.length);
        const rows = deliveries.map(({ body, delivery: { id, key } }) => ({ service: hearer, id, key, n: (body as { n: number }).n }));
        if (rows.some(({ n }) => spoil?.(n))) throw new Permanent('spoilt');
        return { events: [], writes: rows.map((row) => write(addEffect, row)) };
      });
      await bus.start();
      const say = (key: string, n: number, on = topic) => bus.write(speaker, key, async (cause) => ({ events: [event(cause, on, { n })], writes: [] }));
      const seen = async (key: string) => (await effects(rig.db(), hearer)).filter((row) => row.key === key).map(({ n }) => n);
      const all = (count: number) => waitFor(async () => (await effects(rig.db(), hearer)).length >= count, { for: `${count} effects`, deadline: 20_000 });
      return { bus, hearer, topic, last, sizes, say, seen, all };
    }

    it('brings what waits of a key in one go, in order, each once, and nothing of another key', async () => {
      const { say, seen, all, sizes } = await start(150, []);
      await Promise.all(['a', 'b', 'c'].map(async (key) => {
        for (let n = 0; n < 20; n++) await say(key, n);
      }));
      await all(60);
      for (const key of ['a', 'b', 'c']) expect(await seen(key)).toEqual(Array.from({ length: 20 }, (_, n) => n));
      expect(sizes.length).toBeLessThan(40);
    });

    it('waits no longer once the topic comes for which it waited', async () => {
      const { say, seen, all, last, sizes } = await start(600_000, ['last']);
      await say('a', 1);
      await say('a', 2);
      await waitFor(async () => (await say('a', 3, last), true), { for: 'the last one' });
      await all(3);
      expect((await seen('a')).toSorted()).toEqual([1, 2, 3]);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(3);
    });

    it('handles one by one what fails together: only the bad one becomes a dead letter', async () => {
      const { bus, hearer, say, seen, all } = await start(150, [], (n) => n === 3);
      for (let n = 0; n < 8; n++) await say('a', n);
      await all(7);
      await waitFor(async () => (await bus.listDeadLetters({ service: hearer })).length === 1, { for: 'the dead letter' });
      expect(await seen('a')).toEqual([0, 1, 2, 4, 5, 6, 7]);
    });

    it('gives an event that comes twice one effect: within a batch, and when only part of a batch came before', async () => {
      const { bus, topic, seen, all } = await start(100, []);
      const append = (n: number) => bus.append({ topic, key: 'a', value: JSON.stringify({ n }), headers: { ce_id: `${topic}-${n}`, ce_source: 'test' } });
      for (const n of [1, 2]) await append(n);
      await all(2);
      for (const n of [2, 3, 3, 1, 4]) await append(n);
      await all(4);
      expect(await seen('a')).toEqual([1, 2, 3, 4]);
    });

    it('leaves what still waits for the next start', async () => {
      const { bus, say, seen, hearer, topic, last } = await start(600_000, []);
      await say('a', 1);
      await waitFor(() => bus.stats(hearer).pending === 1, { for: 'the delivery', deadline: 20_000 });
      await bus.drain(500);
      const next = makeBus(rig, { [topic]: spec([hearer]), [last]: spec([hearer]) }, [hearer]);
      open.push(next);
      next.handleBatches(hearer, async (deliveries) => ({ events: [], writes: deliveries.map(({ delivery: { id, key } }) => write(addEffect, { service: hearer, id, key, n: 1 })) }));
      await next.start();
      await waitFor(async () => (await seen('a')).length === 1, { for: 'its effect', deadline: 20_000 });
    });
  });
}
