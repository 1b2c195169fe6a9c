import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startModelServer } from '@deskhand/model/testing/model-server.js';
import { fixedCustomers, fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { describe, expect, test } from 'vitest';
import { openDesk } from '../../desk.fixture.js';
import { shippedCatalogue } from '../../shipped-catalogue.js';
import type { Replayed } from './difference.js';
import { sendVariedTraffic } from './varied-traffic.fixture.js';

const targets = { orders: Object.values(fixedOrders), customers: Object.values(fixedCustomers) };

describe('a desk without a model', () => {
  test('decides some hundred turns the same, and others where a setting says so; also when it has stopped', async () => {
    const desk = await openDesk();
    try {
      const turns = await sendVariedTraffic(desk, 200);
      const same = await desk.json<Replayed>('replay');
      expect(same.differences).toEqual([]);
      expect(same.turns).toBeGreaterThan(turns * 0.9);
      expect(same).toMatchObject({ withoutBaseline: 0, searches: 0 });

      await changedThreshold(desk);
      await changedWindow(desk);
      await changedKnowledge(desk);

      await desk.stop();
      const { code, out } = await desk.offline('replay', '--json');
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ turns: same.turns, differences: [] });
    } finally {
      await desk.close();
    }
  });
});

describe('a desk with a model', () => {
  test('is decided by what the model said then, and it is asked nothing', async () => {
    const server = await startModelServer({ targets });
    const desk = await openDesk({ LLM_BASE_URL: server.url, LLM_API_KEY: 'k', LLM_MODEL_CORE: 'core-1' });
    try {
      await sendVariedTraffic(desk, 20);
      const asked = server.requests.length;
      expect(asked).toBeGreaterThan(10);
      const same = await desk.json<Replayed>('replay');
      expect(same.differences).toEqual([]);
      expect(server.requests).toHaveLength(asked);
    } finally {
      await desk.close();
      await server.close();
    }
  });
});

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Fewer are sure enough: each difference is of that intent, and no answer becomes a bolder one. */
async function changedThreshold(desk: Desk): Promise<void> {
  const whatIf = await desk.json<Replayed>('replay', '--what-if', 'escalation_threshold.refund_request=0.99', '--what-if', 'review_threshold.refund_request=1');
  expect(whatIf.differences.length).toBeGreaterThan(3);
  const does = whatIf.differences.flatMap(({ changed }) => changed.filter(({ stage, decision }) => stage === 'case' && decision === 'does'));
  expect(does.length).toBeGreaterThan(0);
  for (const { would } of does) expect(['hands over', 'asks people']).toContain(would);
  const page = join(desk.dataDir, 'replay.html');
  const { out } = await desk.run('replay', '--what-if', 'escalation_threshold.refund_request=0.99', '--report', page);
  expect(out).toMatch(/different\.[\s\S]*hands over/);
  expect(readFileSync(page, 'utf8')).toMatch(/What would be decided differently[\s\S]*escalation_threshold\.refund_request=0\.99[\s\S]*hands over/);
  expect((await desk.run('replay', '--what-if', 'escalation_threshold.nothing=0.5')).err).toContain('refund_request');
}

/** An order outside the window then is inside a longer one: the refund that was refused would be made. */
async function changedWindow(desk: Desk): Promise<void> {
  const { differences } = await desk.json<Replayed>('replay', '--what-if', 'refund_window=90d');
  const late = differences.find(({ text }) => text.includes(fixedOrders.pastWindow));
  expect(late?.changed).toContainEqual(expect.objectContaining({ stage: 'actions', decision: 'calls', would: expect.stringMatching(/process_refund .* succeeded/) as string }));
  const { differences: limited } = await desk.json<Replayed>('replay', '--what-if', 'approval_above.USD=10');
  expect(limited.find(({ text }) => text.includes(fixedOrders.refundable))?.changed).toContainEqual(expect.objectContaining({ stage: 'case', decision: 'does', was: 'sends', would: 'asks people' }));
}

/** Another document: what was found in it is found elsewhere or not at all, and nothing else changes its mind. */
async function changedKnowledge(desk: Desk): Promise<void> {
  const candidate = join(desk.dataDir, 'candidate');
  cpSync(shippedCatalogue, candidate, { recursive: true });
  const file = join(candidate, 'knowledge/returns/return-policy.md');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('30', '45'));
  const { differences, searches } = await desk.json<Replayed>('replay', '--catalogue', candidate);
  expect(searches).toBeGreaterThan(0);
  expect(differences.some(({ changed }) => changed.some(({ stage, decision }) => stage === 'retrieval' && decision === 'passages'))).toBe(true);
  expect(differences.flatMap(({ changed }) => changed).filter(({ stage }) => stage === 'intent')).toEqual([]);
}
