import { afterAll, beforeAll, expect, it } from 'vitest';
import { consumeAll, createTopics, produce } from '../kafka-client.js';
import { brokerAnswers } from './broker-answers.js';
import { startKafka, type RunningKafka } from './start-kafka.js';

let kafka: RunningKafka;
beforeAll(async () => {
  kafka = await startKafka();
  await createTopics(kafka.brokers, { sample: 1 });
});
afterAll(() => kafka?.stop());

it('keeps acknowledged records over kill -9, on the same address', async () => {
  await produce(kafka.brokers, 'sample', [{ key: 'a', value: 'before' }]);
  await kafka.kill();
  await expect(brokerAnswers(kafka.brokers)).rejects.toThrow();
  await kafka.restart();
  await produce(kafka.brokers, 'sample', [{ key: 'a', value: 'after' }]);
  const records = await consumeAll(kafka.brokers, 'sample', { until: (all) => all.length === 2 });
  expect(records.map((record) => record.value)).toEqual(['before', 'after']);
});

it('answers nothing while paused, and everything after', async () => {
  await kafka.pause();
  await expect(brokerAnswers(kafka.brokers)).rejects.toThrow();
  await kafka.resume();
  expect(await brokerAnswers(kafka.brokers)).toBe(true);
});

it('does not create a topic because it is used', async () => {
  await expect(produce(kafka.brokers, 'nobody.made.this', [{ value: 'x' }])).rejects.toThrow();
});
