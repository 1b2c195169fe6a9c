import { startKafka } from '@deskhand/testing/infrastructure/start-kafka.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import kafkajs, { Kafka, logLevel, type Message } from 'kafkajs';
import { openDatabase } from '@deskhand/kit/database.js';
import { startPostgres } from '@deskhand/testing/infrastructure/start-postgres.js';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from '../delivery.js';
import { write } from '../statement.js';
import { describeBatches } from './batches.js';
import { describeContract } from './contract.js';
import { kafkaRig } from './kafka-rig.js';
import { addEffect, createLedger, effects } from './ledger.js';
import { event, makeBus, spec, unique } from './make-bus.js';

const ConsumerGroup = createRequire(import.meta.url)('kafkajs/src/consumer/consumerGroup.js') as { prototype: { fetch(nodeId: number): Promise<unknown[]> } };

describeContract(kafkaRig());
describeBatches(kafkaRig());

describe('on Kafka alone', () => {
  const rig = kafkaRig();
  const client = () => new Kafka({ brokers: rig.kafka()!.brokers, logLevel: logLevel.NOTHING });

  beforeAll(async () => {
    await rig.start();
    await createLedger(rig.db());
  });
  afterAll(() => rig.stop());

  const keep = (service: string) => async (body: unknown, { id, key }: Delivery) => ({ events: [], writes: [write(addEffect, { service, id, key, n: (body as { n: number }).n })] });

  async function produce(topic: string, messages: Message[]): Promise<void> {
    const producer = client().producer({ allowAutoTopicCreation: false });
    await producer.connect();
    await producer.send({ topic, messages });
    await producer.disconnect();
  }

  async function read(topic: string, count: number) {
    const consumer = client().consumer({ groupId: unique('reader'), maxWaitTimeInMs: 100 });
    const messages: import('kafkajs').KafkaMessage[] = [];
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void messages.push(message) });
    await waitFor(() => messages.length >= count, { for: `${count} records of ${topic}` });
    await consumer.disconnect();
    return messages;
  }

  it('hands partitions over when a member joins and when one leaves, without loss, double effect or disorder', async () => {
    const [hearer, speaker, topic] = [unique('hearer'), unique('speaker'), unique('said.v1')];
    const map = { [topic]: spec([hearer], { partitions: 6 }) };
    const say = makeBus(rig, map, [speaker]);
    await say.start();
    const member = async () => {
      const bus = makeBus(rig, map, [hearer]);
      bus.handle(hearer, topic, async (body, delivery) => (await sleep(Math.random() * 5), keep(hearer)(body, delivery)));
      await bus.start();
      return bus;
    };
    const first = await member();
    let isSpeaking = true;
    const said = Promise.all(Array.from({ length: 20 }, async (_, k) => {
      let n = 0;
      for (; isSpeaking; n++) {
        await say.write(speaker, `k${k}`, async (cause) => ({ events: [event(cause, topic, { n })], writes: [] }));
        await sleep(Math.random() * 10);
      }
      return n;
    }));
    await sleep(500);
    const second = await member();
    await sleep(1_500);
    await first.drain();
    await sleep(1_000);
    isSpeaking = false;
    const counts = await said;
    const total = counts.reduce((sum, n) => sum + n, 0);
    await waitFor(async () => (await effects(rig.db(), hearer)).length >= total, { for: `${total} effects`, deadline: 20_000 });
    await sleep(200);
    const rows = await effects(rig.db(), hearer);
    expect(rows.length).toBe(total);
    counts.forEach((count, k) => expect(rows.filter(({ key }) => key === `k${k}`).map(({ n }) => n)).toEqual(Array.from({ length: count }, (_, n) => n)));
    await Promise.all([second.drain(), say.drain()]);
  });

  it('keeps a table topic compacted, and any other for its time', async () => {
    const [hearer, table, log] = [unique('hearer'), unique('table.v1'), unique('log.v1')];
    const bus = makeBus(rig, { [table]: spec([hearer], { compacted: true, partitions: 1 }), [log]: spec([hearer]) }, [hearer]);
    for (const topic of [table, log]) bus.handle(hearer, topic, async () => undefined);
    await bus.start();
    const admin = client().admin();
    await admin.connect();
    const asked = [table, log].map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name, configNames: ['cleanup.policy'] }));
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: asked });
    await admin.disconnect();
    expect(resources.map(({ configEntries }) => configEntries[0]!.configValue)).toEqual(['compact', 'delete']);
    await bus.drain();
  });

  it('hands a lane over and back while it runs, without loss, double effect or disorder, and lets only its own group keep it unready', async () => {
    const [hearer, passer, topic, next] = [unique('hearer'), unique('passer'), unique('said.v1'), unique('passed.v1')];
    const map = { [topic]: spec([passer], { laned: true }), [next]: spec([hearer], { laned: true }) };
    const speaker = unique('speaker');
    const say = makeBus(rig, map, [speaker]);
    const start = async (lane: 'stable' | 'canary') => {
      const bus = makeBus(rig, map, [passer, hearer], { lanes: [lane] });
      bus.handle(passer, topic, async (body, delivery) => (await sleep(Math.random() * 5), { events: [event(delivery, next, body as object)], writes: [] }));
      bus.handle(hearer, next, async (body, delivery) => keep(hearer)(body, delivery));
      await bus.start();
      return bus;
    };
    const [stable, canary] = [await start('stable'), await start('canary')];
    await say.start();
    let isSpeaking = true;
    const said = Promise.all(Array.from({ length: 20 }, async (_, k) => {
      let n = 0;
      for (; isSpeaking; n++) {
        await say.write(speaker, `k${k}`, async (cause) => ({ events: [event({ ...cause, lane: 'canary' }, topic, { n })], writes: [] }));
        await sleep(Math.random() * 10);
      }
      return n;
    }));
    await sleep(300);
    await canary.serve([]);
    expect([canary.joined, canary.ready().ok, canary.lag()]).toEqual([[], true, { [passer]: 0, [hearer]: 0 }]);
    await stable.serve(['stable', 'canary']);
    expect(stable.ready().ok).toBe(true);
    await waitFor(() => stable.joined.includes('canary'), { for: 'the lane to be taken', every: 20 });
    await sleep(500);
    await Promise.all([stable.serve(['stable']), canary.serve(['canary'])]);
    await waitFor(() => canary.joined.includes('canary'), { for: 'the lane to be given back', every: 20 });
    await sleep(500);
    isSpeaking = false;
    const counts = await said;
    const total = counts.reduce((sum, n) => sum + n, 0);
    await waitFor(async () => (await effects(rig.db(), hearer)).length >= total, { for: `${total} effects`, deadline: 20_000 });
    await sleep(200);
    const rows = await effects(rig.db(), hearer);
    expect(rows.length).toBe(total);
    counts.forEach((count, k) => expect(rows.filter(({ key }) => key === `k${k}`).map(({ n }) => n)).toEqual(Array.from({ length: count }, (_, n) => n)));
    await Promise.all([stable.drain(), canary.drain(), say.drain()]);
  });

  it('takes requests while the broker is away, and brings everything after', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'deskhand-broker-'));
    let broker = await startKafka({ dir });
    const port = Number(broker.brokers.split(':')[1]);
    const [hearer, speaker, topic] = [unique('hearer'), unique('speaker'), unique('said.v1')];
    const bus = makeBus(rig, { [topic]: spec([hearer]) }, [speaker, hearer], { kafka: { brokers: [broker.brokers] }, tuning: { wedgedMs: 1_500 } });
    bus.handle(hearer, topic, keep(hearer));
    await bus.start();
    const say = (n: number) => bus.write(speaker, `k${n % 7}`, async (cause) => ({ events: [event(cause, topic, { n })], writes: [] }));
    for (let n = 0; n < 50; n++) await say(n);
    await broker.stop();
    const at = Date.now();
    for (let n = 50; n < 250; n++) await say(n);
    expect(Date.now() - at).toBeLessThan(5_000);
    await waitFor(() => !bus.ready().ok, { for: 'red', deadline: 20_000 });
    broker = await startKafka({ dir, port });
    await waitFor(async () => (await effects(rig.db(), hearer)).length >= 250, { for: '250 effects', deadline: 40_000 });
    await waitFor(() => bus.ready().ok, { for: 'green', deadline: 20_000 });
    const rows = await effects(rig.db(), hearer);
    expect(rows.length).toBe(250);
    for (let k = 0; k < 7; k++) {
      const order = rows.filter(({ key }) => key === `k${k}`).map(({ n }) => n);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
    await bus.drain();
    await broker.stop();
    await rm(dir, { recursive: true, force: true });
  }, 120_000);

  it('waits for a database that is away: nothing is lost, nothing becomes a dead letter', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'deskhand-database-'));
    await chmod(dir, 0o755);
    let server = await startPostgres({ dir });
    const port = Number(new URL(server.url).port);
    const db = await openDatabase({ databaseUrl: server.url, dataDir: '' });
    await createLedger(db);
    const [hearer, topic] = [unique('hearer'), unique('said.v1')];
    const bus = makeBus(rig, { [topic]: spec([hearer]) }, [hearer], { db, tuning: { writePatienceMs: 300 } });
    bus.handle(hearer, topic, async (body, delivery) => {
      await db.query('select 1');
      return keep(hearer)(body, delivery);
    });
    await bus.start();
    const append = (n: number) => bus.append({ topic, key: `k${n % 5}`, value: JSON.stringify({ n }), headers: { ce_id: `e${n}` } });
    for (let n = 0; n < 30; n++) await append(n);
    await waitFor(async () => (await effects(db, hearer)).length === 30, { for: 'the first' });
    await server.stop();
    for (let n = 30; n < 60; n++) await append(n);
    await expect(bus.write(hearer, 'k', async () => ({ events: [], writes: [] }))).rejects.toThrow('The database is not available.');
    await sleep(1_500);
    server = await startPostgres({ dir, port });
    await waitFor(async () => (await effects(db, hearer)).length === 60, { for: 'all', deadline: 20_000 });
    await sleep(200);
    expect((await effects(db, hearer)).length).toBe(60);
    expect(await bus.listDeadLetters({ service: hearer })).toEqual([]);
    await bus.drain();
    await db.close();
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  }, 60_000);

  it('turns readiness red when records wait on the broker and none is fetched', async () => {
    const [hearer, topic] = [unique('hearer'), unique('said.v1')];
    const bus = makeBus(rig, { [topic]: spec([hearer], { partitions: 1 }) }, [hearer], { tuning: { wedgedMs: 700 } });
    bus.handle(hearer, topic, keep(hearer));
    await bus.start();
    await produce(topic, [{ key: 'k', value: '{"n":0}' }]);
    await waitFor(async () => (await effects(rig.db(), hearer)).length === 1, { for: 'the first' });
    const fetch = ConsumerGroup.prototype.fetch;
    // As if kafkajs' fetcher had gone to sleep: it lives, it beats, it fetches nothing.
    ConsumerGroup.prototype.fetch = async () => (await sleep(50), []);
    try {
      await sleep(300);
      await produce(topic, [{ key: 'k', value: '{"n":1}' }]);
      await waitFor(() => !bus.ready().ok, { for: 'red' });
      expect(bus.ready().reasons.join()).toContain(`${hearer} is 1 records behind and fetches none`);
    } finally {
      ConsumerGroup.prototype.fetch = fetch;
    }
    await waitFor(async () => (await effects(rig.db(), hearer)).length === 2, { for: 'the second' });
    await waitFor(() => bus.ready().ok, { for: 'green' });
    await bus.drain();
  });

  it('hears any client: no headers, structured mode, no key; and keeps garbage byte for byte', async () => {
    const [hearer, topic] = [unique('hearer'), unique('submitted.v1')];
    const bus = makeBus(rig, { [topic]: spec([hearer], { public: 'in' }) }, [hearer]);
    const heard: { body: unknown; delivery: Delivery }[] = [];
    bus.handle(hearer, topic, async (body, delivery) => void heard.push({ body, delivery }));
    await bus.start();
    const garbage = Buffer.from([0xff, 0xfe, 0x00, 0x7b]);
    await produce(topic, [
      { value: '{"n":1}' },
      { key: 'k', value: JSON.stringify({ specversion: '1.0', id: 'e-2', source: '/crm', type: 'x', subject: 't-2', time: '2026-01-02T03:04:05Z', data: { n: 2 } }), headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' } },
      { key: Buffer.from([1, 2, 0xff]), value: garbage, headers: { 'x-twice': ['a', 'b'], 'dlq-reason': 'spoofed' } },
      { key: 'k', value: null },
    ]);
    await waitFor(async () => heard.length === 2 && (await bus.listDeadLetters({ service: hearer })).length === 2, { for: 'two bodies and two dead letters' });
    const bare = heard.find(({ body }) => (body as { n: number }).n === 1)!;
    expect(bare.delivery).toMatchObject({ source: 'outside', subject: null, lane: 'stable' });
    expect(bare.delivery.id).toMatch(/^[0-9a-f]{64}$/);
    const structured = heard.find(({ body }) => (body as { n: number }).n === 2)!;
    expect(structured.delivery).toMatchObject({ id: 'e-2', source: '/crm', subject: 't-2', time: '2026-01-02T03:04:05.000Z', key: 'k' });
    const records = await read(`${topic}.dlq`, 2);
    const dead = records.find(({ value }) => value)!;
    expect(dead.value).toEqual(garbage);
    expect(dead.key).toEqual(Buffer.from([1, 2, 0xff]));
    expect((dead.headers!['x-twice'] as Buffer[]).map(String)).toEqual(['a', 'b']);
    expect((dead.headers!['dlq-reason'] as Buffer[]).map(String)).toEqual(['spoofed', 'The value is not UTF-8.']);
    const letter = (await bus.listDeadLetters({ service: hearer })).find(({ reason }) => reason === 'The value is not UTF-8.')!;
    expect(await bus.replayDeadLetter(letter.id)).toBe(true);
    const replayed = (await read(topic, 5)).filter(({ value }) => value?.equals(garbage));
    expect(replayed.length).toBe(2);
    expect(replayed[1]!.key).toEqual(replayed[0]!.key);
    expect(replayed[1]!.headers).toEqual(replayed[0]!.headers);
    await bus.drain();
  });

  it('publishes CloudEvents in binary mode, in pieces that the broker takes, with words put back only there', async () => {
    const [speaker, topic] = [unique('speaker'), unique('delivered.v1')];
    const reveal = async (bodies: object[]) => JSON.parse(JSON.stringify(bodies).replaceAll('<token>', 'Ada Lovelace')) as object[];
    const bus = makeBus(rig, { [topic]: spec([], { public: 'out', clear: true }) }, [speaker], { reveal });
    await bus.start();
    const padding = 'x'.repeat(2_200);
    await Promise.all(Array.from({ length: 1_200 }, (_, n) =>
      bus.write(speaker, 'one-key', async (cause) => ({ events: [event({ ...cause, subject: 't-1' }, topic, { n, name: '<token>', padding })], writes: [] }))));
    await bus.write(speaker, 'one-key', async (cause) => ({ events: [event(cause, topic, { n: 1_200, padding: 'y'.repeat(890_000) })], writes: [] }));
    const records = await read(topic, 1_201);
    expect(records.map(({ value }) => (JSON.parse(value!.toString()) as { n: number }).n)).toEqual(Array.from({ length: 1_201 }, (_, n) => n));
    expect(JSON.parse(records[0]!.value!.toString())).toMatchObject({ name: 'Ada Lovelace' });
    const headers = Object.fromEntries(Object.entries(records[0]!.headers!).map(([name, word]) => [name, String(word)]));
    expect(headers).toMatchObject({ ce_specversion: '1.0', ce_type: topic, ce_source: `deskhand/${speaker}`, ce_subject: 't-1', ce_lane: 'stable', 'content-type': 'application/json' });
    expect(Date.parse(headers.ce_time!)).toBeGreaterThan(Date.now() - 60_000);
    await waitFor(async () => (await rig.db().query(`select 1 from bus.outbox where service = $1`, [speaker])).length === 0, { for: 'an empty outbox' });
    await bus.drain();
  });

  it('splits lanes: a canary hears its own topics in its own group, and leaves the others alone', async () => {
    const [hearer, speaker, laned, plain] = [unique('hearer'), unique('speaker'), unique('received.v1'), unique('submitted.v1')];
    const map = { [laned]: spec([hearer], { laned: true }), [plain]: spec([hearer]) };
    const heard: string[] = [];
    const start = async (lanes: ('stable' | 'canary')[], services: string[]) => {
      const bus = makeBus(rig, map, services, { lanes });
      for (const topic of [laned, plain]) if (services.includes(hearer)) bus.handle(hearer, topic, async (_, { lane, key }) => void heard.push(`${lanes}:${lane}:${key}`));
      await bus.start();
      return bus;
    };
    const stable = await start(['stable'], [hearer, speaker]);
    const canary = await start(['canary'], [hearer]);
    await stable.write(speaker, 'a', async (cause) => ({ events: [event(cause, laned, {}), event(cause, plain, {})], writes: [] }));
    await stable.write(speaker, 'b', async (cause) => ({ events: [event({ ...cause, lane: 'canary' }, laned, {})], writes: [] }));
    await waitFor(() => heard.length === 3, { for: 'three deliveries' });
    expect(heard.toSorted()).toEqual(['canary:canary:b', 'stable:stable:a', 'stable:stable:a']);
    // The stable image adopts the canary's group where it stopped.
    await canary.drain();
    await stable.write(speaker, 'c', async (cause) => ({ events: [event({ ...cause, lane: 'canary' }, laned, {})], writes: [] }));
    const both = await start(['stable', 'canary'], [hearer]);
    await waitFor(() => heard.includes('stable,canary:canary:c'), { for: 'the adopted one' });
    expect(heard.length).toBe(4);
    await Promise.all([stable.drain(), both.drain()]);
  });
});
