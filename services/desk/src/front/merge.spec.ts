import { expect, test } from 'vitest';
import type { ServiceAnswer } from './ask-all.js';
import { mergeMetrics } from './merge-metrics.js';
import { mergeReadiness } from './merge-readiness.js';

const answer = (service: string, status: number, body: string): ServiceAnswer => ({ service, status, contentType: '', body });

test('ready when every service is', () => {
  const ready = (name: string) => answer(name, 200, JSON.stringify({ status: 'ready', reasons: [], deadLetters: [{ service: name, topic: 't', count: 1 }] }));
  const merged = mergeReadiness([ready('intent'), ready('actions')]);
  expect(merged.status).toBe(200);
  expect(JSON.parse(merged.body)).toMatchObject({ status: 'ready', reasons: [], deadLetters: [{ service: 'intent' }, { service: 'actions' }] });
});

test('reasons say whose they are, a silent service too', () => {
  const merged = mergeReadiness([answer('intent', 503, JSON.stringify({ reasons: ['the bus is starting'] })), answer('actions', 0, ''), answer('console', 200, '{}')]);
  expect(merged.status).toBe(503);
  expect(JSON.parse(merged.body).reasons).toEqual(['intent: the bus is starting', 'actions: it does not answer']);
});

test('metrics of one family stand together under one head, told apart by process', () => {
  const page = (value: number) => `# HELP up is up\n# TYPE up gauge\nup ${value}\n\n# HELP dead letters\n# TYPE dead gauge\ndead{topic="a b",x="}"} ${value}\n`;
  const { body } = mergeMetrics([answer('intent', 200, page(1)), answer('actions', 200, page(2)), answer('console', 0, '')]);
  expect(body.split('\n')).toEqual([
    '# HELP up is up', '# TYPE up gauge', 'up{process="intent"} 1', 'up{process="actions"} 2', '',
    '# HELP dead letters', '# TYPE dead gauge', 'dead{topic="a b",x="}",process="intent"} 1', 'dead{topic="a b",x="}",process="actions"} 2', '',
  ]);
});
