import { fixedCustomers, fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { consumeAll } from '@deskhand/testing/kafka-client.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityToken } from '../support/start-desk.ts';
import { rollBackUnderLoad } from './roll-back-under-load.ts';
import { type Lanes, serving, startLanes } from './start-lanes.ts';

// Two sets of services on one Kafka and Postgres. `CANARY_TICKETS=10000 CANARY_RATE=100 npm test -- test/canary` makes both loads longer.
const tickets = Number(process.env['CANARY_TICKETS'] ?? 200);
const rate = Number(process.env['CANARY_RATE'] ?? 60);
const patienceMs = 60_000 + tickets * 20;
const clean = { lost: [], twice: [], switched: [] };
let lanes: Lanes;

beforeAll(async () => {
  lanes = await startLanes();
}, 240_000);
afterAll(() => lanes?.stop());

/** By the shop's own books. */
function refundsOf(orderId: string): number {
  return lanes.stable.shop.ledger().filter((row) => row.path === '/refunds' && JSON.stringify(row).includes(orderId)).length;
}

test('the canary serves what is drawn for it, decisions of people included, and the ticket says so', async () => {
  const { code, out } = await lanes.cli('canary', 'weight', '100', '--cohort', 'tier_1_customers', '--by', 'Sam');
  expect([code, out]).toEqual([0, expect.stringContaining('100 % of new conversations of tier_1_customers')]);
  await sleep(1_500);
  const customer = { identityToken: await identityToken(fixedCustomers.ada) };
  const drawn = await lanes.stable.client.settled({ text: `Please refund order ${fixedOrders.overApproval}, wrong item`, customer, metadata: { tier: '1' } });
  const other = await lanes.stable.client.settled({ text: 'What is your return policy?', metadata: { tier: '2' } });
  expect([drawn.lane, other.lane]).toEqual(['canary', 'stable']);
  expect(drawn.state).toBe('awaiting_approval');
  expect((await lanes.stable.client.call('POST', `/v1/approvals/${drawn.approval!.approvalId}/approve`, { by: 'Lena' })).status).toBe(200);
  await waitFor(async () => (await lanes.stable.client.ticket(drawn.ticketId)).state === 'replied', { for: 'the approved refund', deadline: 30_000, every: 250 });
  expect(lanes.watcher.records.get('approval.decided.v1.canary')).toBe(1);
  expect(refundsOf(fixedOrders.overApproval)).toBe(1);
  expect(lanes.watcher.conversations.get(drawn.conversationId)?.lanes).toEqual(new Set(['canary']));
  expect(lanes.watcher.conversations.get(other.conversationId)?.lanes).toEqual(new Set(['stable']));
});

test('rolled back under load: nothing lost, nothing twice, no conversation changes lanes', async () => {
  const began = await lanes.cli('canary', 'weight', '30', '--cohort', 'all');
  expect(began.code).toBe(0);
  await sleep(1_500);
  let said = '';
  const verdict = await rollBackUnderLoad(lanes, {
    tickets, rate, name: 'orderly', deadlineMs: patienceMs,
    halfway: async () => (said = (await lanes.cli('canary', 'rollback', '--reason', 'a drill')).out),
  });
  process.stdout.write(`${JSON.stringify({ rollback: 'orderly', ...verdict })}\n`);
  expect(verdict).toMatchObject({ ...clean, tickets });
  expect(verdict.canary / verdict.conversations).toBeGreaterThan(0.15);
  expect(verdict.canary / verdict.conversations).toBeLessThan(0.45);
  expect(said).toContain('The stable services have the canary lane');
  const { processes, canary } = await lanes.rollout();
  expect([canary.percent, serving(processes, 'canary', 'canary'), serving(processes, 'stable', 'canary')]).toEqual([0, false, true]);
}, patienceMs + 60_000);

test('each change is a record of rollout.changed.v1', () => {
  const { rollouts } = lanes.watcher;
  expect(rollouts.map(({ version }) => version)).toEqual(rollouts.map((_, n) => n + 1));
  expect(rollouts.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['weight', 'rollback']));
});

test('given its lane back and killed with -9 under load: a rollback brings everything it had begun to its end', async () => {
  expect((await lanes.cli('canary', 'weight', '50')).code).toBe(0);
  await lanes.until('the canary to have its lane again', ({ processes }) => serving(processes, 'canary', 'canary') && !serving(processes, 'stable', 'canary'));
  const verdict = await rollBackUnderLoad(lanes, {
    tickets, rate, name: 'killed', deadlineMs: patienceMs,
    halfway: async () => {
      await lanes.canary.kill9();
      await lanes.stable.client.call('POST', '/v1/rollout/rollback', { by: 'Sam', reason: 'it is dead' });
    },
  });
  process.stdout.write(`${JSON.stringify({ rollback: 'killed', ...verdict })}\n`);
  expect(verdict).toMatchObject({ ...clean, tickets });
  expect(verdict.canary).toBeGreaterThan(15);
}, patienceMs + 60_000);

test('nobody is sent to a canary that is not there', async () => {
  await lanes.until('the canary to be forgotten', ({ processes }) => !processes.some(({ lane }) => lane === 'canary'));
  const { code, out } = await lanes.cli('canary', 'weight', '5');
  expect([code, out]).toEqual([1, expect.stringContaining('No set of services runs with LANE=canary')]);
}, 30_000);

test('the control lane is opened on the spot, and served by the rule engine of the stable services', async () => {
  expect((await lanes.cli('canary', 'weight', '0', '--control', '100')).code).toBe(0);
  await lanes.until('the stable services to have the control lane', ({ processes }) => serving(processes, 'stable', 'control'));
  const ticket = await lanes.stable.client.settled({ text: 'Refund for wrong item please' });
  expect(ticket).toMatchObject({ lane: 'control', state: 'escalated', intent: { name: 'refund_request', confidence: 1 }, escalation: { queue: 'billing' } });
  expect((await lanes.cli('canary', 'weight', '0', '--control', '0')).code).toBe(0);
  await sleep(1_500);
}, 60_000);

test('the shadow reads copies, says what it would do, and does nothing', async () => {
  await Promise.all(['intent', 'retrieval', 'actions'].map((service) => lanes.beside('shadow', service)));
  await lanes.until('the shadow to be there', ({ processes }) => processes.filter(({ lane, serving: served }) => lane === 'shadow' && served.includes('shadow')).length === 3);
  expect((await lanes.cli('canary', 'weight', '0', '--shadow', '100')).code).toBe(0);
  await sleep(1_500);
  const customer = { identityToken: await identityToken(fixedCustomers.ada) };
  const ticket = await lanes.stable.client.settled({ text: `Please refund order ${fixedOrders.refundable}, wrong item`, customer });
  expect(ticket).toMatchObject({ lane: 'stable', state: 'replied' });
  const [proposed] = await consumeAll(lanes.brokers, 'ticket.proposed.v1.shadow', { until: (records) => records.length > 0, deadline: 30_000 });
  expect(JSON.parse(proposed!.value!)).toMatchObject({ received: { ticketId: ticket.ticketId, dryRun: true } });
  await sleep(1_000);
  expect(refundsOf(fixedOrders.refundable)).toBe(1);
  const seen = lanes.watcher.conversations.get(ticket.conversationId)!;
  expect([[...seen.lanes], [...seen.replies.values()].map(({ size }) => size)]).toEqual([['stable'], [1]]);
  expect((await lanes.stable.client.ticket(ticket.ticketId)).messages).toHaveLength(2);
}, 90_000);
