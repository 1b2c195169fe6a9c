import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk } from '../../desk.fixture.js';
import type { Rollout } from '../describe-rollout.js';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk();
}, 120_000);
afterAll(() => desk?.close());

interface Ticket {
  ticketId: string;
  lane: string;
  state: string;
  intent: { name: string; confidence: number };
  escalation: { reason: string; queue: string } | null;
  explanation: { rules: string[] };
}
const submit = async (id: string, text: string): Promise<Ticket> => {
  const headers = { 'content-type': 'application/json' };
  const { ticketId } = (await (await fetch(`${desk.url}/v1/tickets`, { method: 'POST', headers, body: JSON.stringify({ source: 'lanes', id, text }) })).json()) as Ticket;
  return (await (await fetch(`${desk.url}/v1/tickets/${ticketId}?wait=20`)).json()) as Ticket;
};

test('before anybody has changed it, everything is stable, and status says what is missing', async () => {
  const { code, out } = await desk.run('canary', 'status');
  expect(code).toBe(0);
  expect(out).toContain('canary     0 % of new conversations');
  expect(out).toContain('nobody has changed it yet');
  expect((await submit('1', 'What is your return policy?')).lane).toBe('stable');
});

test('a desk in one process has nobody to send a canary’s share to, and says so', async () => {
  for (const args of [['weight', '5'], ['promote'], ['weight', '0', '--shadow', '5']]) {
    const { code, err } = await desk.run('canary', ...args);
    expect([code, err]).toEqual([1, expect.stringMatching(/No (?:set of )?services? ?runs? with LANE=/)]);
  }
  expect((await desk.json<Rollout>('canary', 'status')).version).toBe(0);
});

test('the way back is always open', async () => {
  const rollout = await desk.json<Rollout>('canary', 'rollback', '--by', 'Sam', '--reason', 'a drill');
  expect(rollout).toMatchObject({ adopted: true, canary: { percent: 0, wantedPercent: 0 }, changed: { verb: 'rollback', by: 'Sam', reason: 'a drill' } });
});

test('the control lane is the rule engine: it is never unsure, and leaves refunds to people', async () => {
  await desk.json<Rollout>('canary', 'weight', '0', '--control', '100');
  const drawn = await waitFor(async () => {
    const ticket = await submit(`control ${Math.random()}`, 'What is your return policy?');
    return ticket.lane === 'control' ? ticket : undefined;
  }, { for: 'the first control conversation', deadline: 15_000, every: 200 });
  expect(drawn!.intent.confidence).toBe(1);
  const refund = await submit('refund', 'Refund for wrong item please');
  expect(refund).toMatchObject({ lane: 'control', state: 'escalated', intent: { name: 'refund_request' }, escalation: { queue: 'billing', reason: 'The rule engine leaves refunds to the refund team' } });
  expect(refund.explanation.rules).toContain('legacy_rule_engine');
  await desk.json<Rollout>('canary', 'weight', '0', '--control', '0');
});

test('the flag, and usage that is not', async () => {
  expect(await desk.json<Rollout>('canary', 'flag', 'off')).toMatchObject({ flag: false });
  expect((await desk.run('canary', 'status')).out).toContain('the flag is off');
  expect((await desk.run('canary', 'flag', 'perhaps')).code).toBe(2);
  expect((await desk.run('canary', 'weight', '101')).code).toBe(2);
  expect((await desk.run('canary', 'weight', '1', '--cohort', 'nobody')).code).toBe(2);
});

test('each change is an event in the archive', async () => {
  const { items } = (await (await fetch(`${desk.url}/v1/events?limit=1000`)).json()) as { items: { topic: string; body: { verb: string } }[] };
  const verbs = items.filter(({ topic }) => topic === 'rollout.changed.v1').map(({ body }) => body.verb);
  expect(verbs).toEqual(['rollback', 'weight', 'weight', 'flag']);
});
