import type { Database } from '@deskhand/kit/database.js';
import { Permanent, Transient } from '@deskhand/kit/errors.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Bus } from '../bus.js';
import type { Delivery, Outcome } from '../delivery.js';
import { write } from '../statement.js';
import { addEffect, type CounterRow, createLedger, effects, setCounter } from './ledger.js';
import { event, makeBus, spec, unique } from './make-bus.js';
import { ledgerFaults } from './ledger-faults.js';
import type { Rig } from './rig.js';
import { runChild } from './run-child.js';

interface Step {
  n: number;
}

/** What both buses promise, against real servers. */
export function describeContract(rig: Rig): void {
  describe(`the ${rig.driver} bus`, () => {
    const open = new Set<Bus>();
    const use = (...parameters: Parameters<typeof makeBus> extends [Rig, ...infer Rest] ? Rest : never) => {
      const bus = makeBus(rig, ...parameters);
      open.add(bus);
      return bus;
    };
    const done = (service: string, { id, key }: Delivery, n: number): Outcome => ({ events: [], writes: [write(addEffect, { service, id, key, n })] });

    beforeAll(async () => {
      await rig.start();
      await createLedger(rig.db());
    });
    afterEach(async () => {
      await Promise.all([...open].map((bus) => bus.drain(1_000)));
      open.clear();
    });
    afterAll(() => rig.stop());

    /** One speaking service, one hearing one, and a topic between. */
    function pair() {
      const [speaker, hearer, topic] = [unique('speaker'), unique('hearer'), unique('said.v1')];
      return { speaker, hearer, topic, map: { [topic]: spec([hearer]) } };
    }

    async function deadLetters(bus: Bus, service: string, count: number) {
      await waitFor(async () => (await bus.listDeadLetters({ service })).length === count, { for: `${count} dead letters`, deadline: 15_000 });
      return bus.listDeadLetters({ service });
    }

    function say(bus: Bus, speaker: string, topic: string, key: string, n: number): Promise<undefined> {
      return bus.write(speaker, key, async (cause) => ({ events: [event(cause, topic, { n })], writes: [] }));
    }

    it('handles every event once, in the order of its key, whatever the latencies and failures', async () => {
      const { speaker, hearer, topic, map } = pair();
      const bus = use(map, [speaker, hearer]);
      bus.handle(hearer, topic, async (body, delivery) => {
        await sleep(Math.random() * 8);
        if (Math.random() < 0.15) throw delivery.attempt > 3 ? new Error('never so often') : new Transient('not now');
        if (Math.random() < 0.1) await sleep(30);
        return done(hearer, delivery, (body as Step).n);
      });
      await bus.start();
      const keys = Array.from({ length: 17 }, (_, k) => `k${k}`);
      await Promise.all(keys.map(async (key) => {
        for (let n = 0; n < 30; n++) await say(bus, speaker, topic, key, n);
      }));
      await waitFor(async () => (await effects(rig.db(), hearer)).length + (await bus.listDeadLetters({ service: hearer })).length >= 510, { for: 'all effects', deadline: 40_000 });
      const rows = await effects(rig.db(), hearer);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      for (const key of keys) {
        const order = rows.filter((row) => row.key === key).map(({ n }) => n);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }
      expect(rows.length).toBeGreaterThan(500);
    });

    it('keeps a later message of the key behind a failing one, while other keys go on', async () => {
      const { speaker, hearer, topic, map } = pair();
      const seen: string[] = [];
      const bus = use(map, [speaker, hearer], { tuning: { backoffMs: { first: 80, most: 200 } } });
      bus.handle(hearer, topic, async (body, delivery) => {
        const { n } = body as Step;
        if (delivery.key === 'slow' && n === 1 && delivery.attempt < 4) throw new Transient('not yet');
        seen.push(`${delivery.key}${n}`);
        return done(hearer, delivery, n);
      });
      await bus.start();
      await say(bus, speaker, topic, 'slow', 1);
      await say(bus, speaker, topic, 'slow', 2);
      for (let n = 0; n < 5; n++) await say(bus, speaker, topic, `other${n}`, 1);
      await waitFor(() => seen.length === 7, { for: 'all seven' });
      expect(seen.indexOf('slow1')).toBeLessThan(seen.indexOf('slow2'));
      expect(seen.slice(0, 5).every((name) => name.startsWith('other'))).toBe(true);
    });

    it('does not pass an unfinished event: it comes again after a restart, and what was finished does not', async () => {
      const { speaker, hearer, topic, map } = pair();
      const first = use(map, [speaker, hearer]);
      const never = new Promise<undefined>(() => {});
      first.handle(hearer, topic, (body, delivery) => (delivery.key === 'stuck' ? never : Promise.resolve(done(hearer, delivery, (body as Step).n))));
      await first.start();
      await say(first, speaker, topic, 'stuck', 0);
      for (let n = 1; n <= 40; n++) await say(first, speaker, topic, `k${n}`, n);
      await waitFor(async () => (await effects(rig.db(), hearer)).length === 40, { for: 'the others' });
      await sleep(300);
      await first.drain(300);

      const second = use(map, [speaker, hearer]);
      second.handle(hearer, topic, async (body, delivery) => done(hearer, delivery, (body as Step).n));
      await second.start();
      await waitFor(async () => (await effects(rig.db(), hearer)).length >= 41, { for: 'the stuck one', deadline: 20_000 });
      await sleep(200);
      const rows = await effects(rig.db(), hearer);
      expect(rows.length).toBe(41);
      expect(rows.at(-1)!.key).toBe('stuck');
    });

    it('gives an event that comes twice one effect', async () => {
      const { hearer, topic, map } = pair();
      const bus = use(map, [hearer]);
      bus.handle(hearer, topic, async (body, delivery) => done(hearer, delivery, (body as Step).n));
      await bus.start();
      for (const n of [1, 1, 1, 2]) await bus.append({ topic, key: 'k', value: JSON.stringify({ n }), headers: { ce_id: `twice-${n}`, ce_source: 'test' } });
      await waitFor(async () => (await effects(rig.db(), hearer)).length >= 2, { for: 'two effects' });
      expect((await effects(rig.db(), hearer)).map(({ n }) => n)).toEqual([1, 2]);
    });

    it('runs a handler again when the state changed after it was read', async () => {
      const { speaker, hearer, topic, map } = pair();
      const db = rig.db();
      await db.query(`insert into counter values ($1, 0, 0)`, [hearer]);
      const bus = use(map, [speaker, hearer]);
      const increase = async (): Promise<Outcome> => {
        const [row] = await db.query<CounterRow>(`select name, value, version from counter where name = $1`, [hearer]);
        return { events: [], writes: [write(setCounter, { name: hearer, value: row!.value + 1, version: row!.version })] };
      };
      bus.handle(hearer, topic, increase);
      await bus.start();
      await Promise.all([
        ...Array.from({ length: 10 }, (_, n) => say(bus, speaker, topic, `k${n}`, n)),
        ...Array.from({ length: 10 }, (_, n) => bus.write(hearer, `w${n}`, increase)),
      ]);
      const value = async () => (await db.query<CounterRow>(`select value from counter where name = $1`, [hearer]))[0]!.value;
      await waitFor(async () => (await value()) === 20, { for: 'twenty increases', deadline: 15_000 });
    });

    it('believes the table, not the error, when a commit was applied but reported as failed', async () => {
      const { speaker, hearer, topic, map } = pair();
      const db = rig.db();
      let applied = 0;
      const doubtful: Database = Object.assign(Object.create(db) as Database, {
        query: db.query.bind(db),
        transaction: async <T>(work: Parameters<typeof db.transaction<T>>[0]) => {
          const result = await db.transaction<T>(work);
          if (++applied % 2) throw new Error('Connection terminated unexpectedly');
          return result;
        },
      });
      const bus = use(map, [speaker, hearer], { db: doubtful });
      bus.handle(hearer, topic, async (body, delivery) => done(hearer, delivery, (body as Step).n));
      await bus.prepare().catch(() => undefined);
      await bus.start().catch(() => bus.start());
      for (let n = 0; n < 20; n++) await say(bus, speaker, topic, `k${n % 3}`, n);
      await waitFor(async () => (await effects(db, hearer)).length >= 20, { for: 'twenty effects' });
      await sleep(100);
      expect((await effects(db, hearer)).map(({ n }) => n).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
      expect(await bus.listDeadLetters({ service: hearer })).toEqual([]);
    });

    it('lets one bad row harm nobody else of its batch', async () => {
      const { speaker, hearer, topic, map } = pair();
      const bus = use(map, [speaker, hearer], { tuning: { lingerMs: 20 } });
      bus.handle(hearer, topic, async (body, delivery) => done(hearer, delivery, (body as Step).n));
      await bus.start();
      const bad = bus.write(speaker, 'bad', async () => ({ events: [], writes: [write(addEffect, { service: speaker, id: 'x', key: 'bad', n: -1 })] }));
      const good = Array.from({ length: 20 }, (_, n) => say(bus, speaker, topic, `k${n}`, n === 7 ? -7 : n));
      await expect(bad).rejects.toThrow(/check constraint/);
      await Promise.all(good);
      await waitFor(async () => (await effects(rig.db(), hearer)).length === 19, { for: 'nineteen effects' });
      const [letter] = await deadLetters(bus, hearer, 1);
      expect(letter).toMatchObject({ attempts: 5, errorType: 'error' });
    });

    it('sends what cannot be handled to the dead letter, whole, with the events that go with it, and takes it back bit by bit', async () => {
      const { speaker, hearer, topic } = pair();
      const sad = unique('sad.v1');
      const map = { [topic]: spec([hearer]), [sad]: spec([speaker]) };
      let broken = true;
      const tries: string[] = [];
      const mourned: unknown[] = [];
      const bus = use(map, [speaker, hearer], {
        onDeadLetter: (delivery, error) => (delivery.subject ? [event(delivery, sad, { why: (error as Error).message })] : []),
      });
      bus.handle(speaker, sad, async (body) => (mourned.push(body), undefined));
      bus.handle(hearer, topic, async (body, delivery) => {
        const { n } = body as Step;
        tries.push(`${n}`);
        if (broken && n === 1) throw new Permanent('no such thing');
        if (broken && n === 2) throw new Error('odd');
        return done(hearer, delivery, n);
      });
      await bus.start();
      const value = ' {"n": 1, "text": "ü\\u0000€"} ';
      await bus.append({ topic, key: 'ключ', value, headers: { ce_id: 'one', ce_source: 'test', ce_subject: 't-1', 'x-odd': 'ä', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' } });
      await bus.append({ topic, key: 'b', value: '{"n":2}', headers: { ce_id: 'two', ce_source: 'test' } });
      await bus.append({ topic, key: 'c', value: '{"n":', headers: { ce_id: 'three', ce_source: 'test' } });
      const letters = await deadLetters(bus, hearer, 3);
      expect(tries.filter((n) => n === '1').length).toBe(1);
      expect(tries.filter((n) => n === '2').length).toBe(5);
      expect(bus.deadLetters.counts().get(hearer)).toBe(3);
      await waitFor(() => mourned.length === 1, { for: 'the event that goes with it' });
      expect(mourned).toEqual([{ why: 'no such thing' }]);

      const letter = letters.find(({ subject }) => subject === 't-1')!;
      expect(letter).toMatchObject({ reason: 'no such thing', errorType: 'Permanent', attempts: 1, topic });
      const { record } = (await bus.readDeadLetter(letter.id))!;
      expect(record!.key!.toString()).toBe('ключ');
      expect(record!.value!.toString()).toBe(value);
      const headers = Object.fromEntries(Object.entries(record!.headers).map(([name, bytes]) => [name, String(bytes)]));
      expect(headers).toMatchObject({ 'x-odd': 'ä', ce_id: 'one', 'dlq-reason': 'no such thing', 'dlq-error-type': 'Permanent', 'dlq-attempts': '1', 'dlq-original-topic': topic, 'dlq-group': hearer, 'dlq-trace-id': '0af7651916cd43dd8448eb211c80319c', 'kafka_dlt-exception-message': 'no such thing' });

      broken = false;
      for (const { id } of letters) expect(await bus.replayDeadLetter(id)).toBe(true);
      await waitFor(async () => (await effects(rig.db(), hearer)).length === 2, { for: 'the redriven ones' });
      const again = await deadLetters(bus, hearer, 1);
      expect(again[0]!.reason).toBe('The value is not JSON.');
      expect((await bus.readDeadLetter(again[0]!.id))!.record!.value!.toString()).toBe('{"n":');
      expect(await bus.purgeDeadLetters({ service: hearer })).toBe(1);
      expect(bus.deadLetters.counts().get(hearer) ?? 0).toBe(0);
    });

    it('takes in no more than it has room for while a handler stalls', async () => {
      const { speaker, hearer, topic, map } = pair();
      const gate = Promise.withResolvers<void>();
      const bus = use(map, [speaker, hearer], { tuning: { pending: 200, inFlight: 50, wedgedMs: 60_000 } });
      let inside = 0;
      let most = 0;
      bus.handle(hearer, topic, async (body, delivery) => {
        most = Math.max(most, ++inside);
        await gate.promise;
        inside--;
        return done(hearer, delivery, (body as Step).n);
      });
      await bus.start();
      const padding = 'x'.repeat(2_000);
      for (let n = 0; n < 6_000; n += 500)
        await Promise.all(Array.from({ length: 500 }, (_, i) => bus.write(speaker, `k${n + i}`, async (cause) => ({ events: [event(cause, topic, { n: n + i, padding })], writes: [] }))));
      await waitFor(() => inside === 50, { for: 'the handlers to stall' });
      await sleep(300);
      expect(most).toBe(50);
      // Each partition is fed on its own and may bring one more than there is room for.
      expect(bus.stats(hearer).pending).toBeLessThanOrEqual(200 + 16);
      await waitFor(() => bus.lag()[hearer]! > 0, { for: 'the rest to show as lag' });
      gate.resolve();
      await waitFor(async () => (await rig.db().query<{ n: number }>(`select count(*)::int as n from effect where service = $1`, [hearer]))[0]!.n === 6_000, { for: 'all of them', deadline: 30_000 });
      const rows = await effects(rig.db(), hearer);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(6_000);
    });

    it('turns readiness red while a handler is wedged, and green again', async () => {
      const { speaker, hearer, topic, map } = pair();
      const gate = Promise.withResolvers<void>();
      const bus = use(map, [speaker, hearer], { tuning: { wedgedMs: 300 } });
      bus.handle(hearer, topic, async () => void (await gate.promise));
      await bus.start();
      await waitFor(() => bus.ready().ok, { for: 'readiness' });
      await say(bus, speaker, topic, 'k', 1);
      await waitFor(() => !bus.ready().ok, { for: 'red' });
      expect(bus.ready().reasons.join()).toContain(`${hearer} has finished none of 1 deliveries`);
      gate.resolve();
      await waitFor(() => bus.ready().ok, { for: 'green' });
    });

    it('serves requests in the lane of their key, answers after the commit, and does not retry what they throw', async () => {
      const { speaker, hearer, topic, map } = pair();
      const bus = use(map, [speaker, hearer]);
      bus.handle(hearer, topic, async (body, delivery) => done(hearer, delivery, (body as Step).n));
      await bus.start();
      let runs = 0;
      await expect(bus.write(speaker, 'k', async () => (runs++, Promise.reject(new RangeError('no'))))).rejects.toThrow(RangeError);
      expect(runs).toBe(1);
      const order: number[] = [];
      await Promise.all([1, 2, 3].map((n) => bus.write(speaker, 'k', async () => {
        order.push(n);
        await sleep(20 / n);
        order.push(-n);
        return { events: [], writes: [] };
      })));
      expect(order).toEqual([1, -1, 2, -2, 3, -3]);
      const result = await bus.write(speaker, 'k', async (cause) => ({ events: [event(cause, topic, { n: 9 })], writes: [write(addEffect, { service: speaker, id: cause.id, key: 'k', n: 9 })], result: 42 }));
      expect(result).toBe(42);
      expect((await effects(rig.db(), speaker)).map(({ n }) => n)).toEqual([9]);
      await waitFor(async () => (await effects(rig.db(), hearer)).length === 1, { for: 'the event' });
      await expect(bus.write(speaker, 'k', async (cause) => ({ events: [event(cause, topic, { big: 'x'.repeat(1_000_000) })], writes: [] }))).rejects.toThrow(Permanent);
    });

    it('loses nothing and does nothing twice when its process is killed again and again, and ends in time on SIGTERM', async () => {
      const env = { ...(await rig.apart()), PREFIX: unique('relay'), COUNT: '150' };
      for (const signal of ['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGKILL'] as const) {
        const child = runChild('relay-child', env);
        await child.line('ready');
        await sleep(Math.random() * 900);
        const at = Date.now();
        child.process.kill(signal);
        const end = await child.gone;
        if (signal === 'SIGTERM') {
          expect(end).toBe(0);
          expect(Date.now() - at).toBeLessThan(5_000);
        }
      }
      expect(await runChild('relay-child', env).gone).toBe(0);
      expect(await ledgerFaults(env)).toEqual([]);
    }, 120_000);

    it('dead-letters an event that kills the process, and only that one', async () => {
      const env = { ...(await rig.apart()), PREFIX: unique('killer'), COUNT: '12', POISON: 'k3/5' };
      const ends = [];
      for (; ends.length < 10; ) {
        const end = await runChild('relay-child', env).gone;
        ends.push(end);
        if (end === 0) break;
      }
      expect(ends.at(-1)).toBe(0);
      expect(ends.length - 1).toBeGreaterThanOrEqual(5);
      expect(ends.length - 1).toBeLessThanOrEqual(6);
      expect(await ledgerFaults(env)).toEqual(['b: one dead letter, after 5 tries: Its handling has ended the process 5 times.']);
    }, 120_000);

    it('tries one suspect at a time in the whole process: another service’s is not blamed for its end', async () => {
      const [speaker, x, y, one, two] = [unique('speaker'), unique('x'), unique('y'), unique('one.v1'), unique('two.v1')];
      const map = { [one]: spec([x]), [two]: spec([y]) };
      const never = () => new Promise<undefined>(() => {});
      const begun: string[] = [];
      const run = async (services: string[]) => {
        const bus = use(map, services);
        for (const [service, topic] of [[x, one], [y, two]] as const)
          if (services.includes(service)) bus.handle(service, topic, () => (begun.push(service), never()));
        await bus.start();
        return bus;
      };
      const first = await run([speaker]);
      await say(first, speaker, one, 'k', 1);
      await say(first, speaker, two, 'k', 1);
      await first.drain(1_000);
      // They waited when this process began, so they are marked, and its end leaves the marks.
      const second = await run([x, y]);
      await waitFor(() => begun.length === 2, { for: 'both', deadline: 20_000 });
      await second.drain(200);
      begun.length = 0;
      await run([x, y]);
      await waitFor(() => begun.length > 0, { for: 'the first suspect', deadline: 20_000 });
      await sleep(300);
      expect(begun).toHaveLength(1);
      const counts = await rig.db().query<{ service: string; n: number }>(`select service, n from bus.attempt where service = any($1)`, [[x, y]]);
      expect(Object.fromEntries(counts.map(({ service, n }) => [service, n]))).toEqual({ [begun[0]!]: 2, [begun[0] === x ? y : x]: 1 });
    });

    it('refuses to start with a handler missing, doubled or undeclared, and says which decorator', async () => {
      const { speaker, hearer, topic, map } = pair();
      const nothing = async () => undefined;
      const missing = use(map, [speaker, hearer]);
      await expect(missing.start()).rejects.toThrow(`add @Hears('${hearer}', '${topic}')`);
      const doubled = use(map, [speaker, hearer]);
      doubled.handle(hearer, topic, nothing);
      doubled.handle(hearer, topic, nothing);
      await expect(doubled.start()).rejects.toThrow(`leave one @Hears('${hearer}', '${topic}')`);
      const undeclared = use(map, [speaker, hearer]);
      undeclared.handle(hearer, topic, nothing);
      undeclared.handle(speaker, topic, nothing);
      undeclared.handle(hearer, 'nothing.v1', nothing);
      await expect(undeclared.start()).rejects.toThrow(new RegExp(`add '${speaker}' to the consumers of '${topic}'[^]*'nothing.v1'\\) hears a topic that topics.ts does not have`));
    });
  });
}
