import { expect, it } from 'vitest';
import { consumeAll, createTopics, produce } from '../kafka-client.js';
import { askRedis } from './ask-redis.js';
import { freshDatabase } from './fresh-database.js';
import { queryPostgres } from './query-postgres.js';
import { sharedBrokers } from './shared-brokers.js';
import { sharedRedis } from './shared-redis.js';

it('gives each caller an empty database of its own, with vectors', async () => {
  const [one, other] = [await freshDatabase(), await freshDatabase()];
  await queryPostgres(one, 'create table ticket (id int)');
  expect(await queryPostgres(other, "select to_regclass('ticket') as found")).toEqual([{ found: null }]);
  await queryPostgres(one, 'create extension vector');
  expect(await queryPostgres(one, "select '[3,4]'::vector <-> '[0,0]'::vector as distance")).toEqual([{ distance: 5 }]);
});

it('carries records with key, headers and tombstones through the shared broker', async () => {
  const brokers = await sharedBrokers();
  await createTopics(brokers, { 'shared.sample': 2 });
  await produce(brokers, 'shared.sample', [
    { key: 'a', value: '{"n":1}', headers: { ce_id: 'one' } },
    { key: 'a', value: null },
  ]);
  const records = await consumeAll(brokers, 'shared.sample', { until: (all) => all.length === 2 });
  expect(records.map(({ key, value, headers }) => ({ key, value, headers }))).toEqual([
    { key: 'a', value: '{"n":1}', headers: { ce_id: 'one' } },
    { key: 'a', value: null, headers: {} },
  ]);
});

it('says how far it came when there are not enough records', async () => {
  const brokers = await sharedBrokers();
  await createTopics(brokers, { 'shared.short': 1 });
  await produce(brokers, 'shared.short', [{ value: 'only one' }]);
  const short = consumeAll(brokers, 'shared.short', { until: (all) => all.length === 2, deadline: 1500 });
  await expect(short).rejects.toThrow('shared.short: not enough after 1.5 s, 1 records: only one');
});

it('answers on the shared Redis', async () => {
  const { port } = new URL(await sharedRedis());
  expect(await askRedis(Number(port), 'PING')).toBe('+PONG');
});
