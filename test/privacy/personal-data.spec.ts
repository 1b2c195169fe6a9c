import { randomUUID } from 'node:crypto';
import { startKafka } from '@deskhand/testing/infrastructure/start-kafka.js';
import { startPostgres } from '@deskhand/testing/infrastructure/start-postgres.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attackPersonalData, type Servers } from './attack-personal-data.ts';
import { findLeaks } from './find-leaks.ts';
import { inventTexts } from './invented-texts.ts';

const texts = inventTexts(100);

test('embedded: no table, file, log line, metric, span or prompt holds a value of a customer', async () => {
  const figures = await attackPersonalData(texts);
  expect(figures).toMatchObject({ texts: 100, leaks: [] });
  expect(figures.shown).toBeGreaterThan(60);
  expect(figures.spans).toBeGreaterThan(0);
  expect(figures.prompts).toBeGreaterThan(0);
}, 120_000);

describe('on Kafka and Postgres', () => {
  const ends: (() => Promise<unknown>)[] = [];
  let servers: Servers;
  beforeAll(async () => {
    const kafka = await startKafka();
    ends.push(() => kafka.stop());
    const postgres = await startPostgres();
    ends.push(() => postgres.stop());
    servers = { brokers: kafka.brokers, databaseUrl: await postgres.createDatabase(`privacy_${randomUUID().slice(0, 8)}`) };
  }, 240_000);
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  });

  test('nor does a topic, but the public ones that carry text', async () => {
    const figures = await attackPersonalData(texts, servers);
    expect(figures).toMatchObject({ texts: 100, leaks: [] });
    expect(figures.shown).toBeGreaterThan(60);
  }, 180_000);
});

test('planted: a value in a place is found, whichever way it is written', () => {
  const values = [{ kind: 'card', value: '4111 1111-1111 1111' }, { kind: 'email', value: 'Anna@Example.com' }];
  const found = (content: string) => findLeaks(values, [{ name: 'the log', content }]).length;
  expect(['card 4111111111111111', 'card 4111 1111-1111 1111', 'to anna@example.com', 'to Anna@Example.com'].map(found)).toEqual([1, 1, 1, 1]);
  expect(found('card 1111, <EMAIL_0123456789>')).toBe(0);
});
