import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Bus } from '@deskhand/bus/bus.js';
import { shippedDir } from '@deskhand/catalogue/shipped-catalogue.fixture.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { topics } from '@deskhand/contracts/topics.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { Metrics } from '@deskhand/kit/metrics.js';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { queryPostgres } from '@deskhand/testing/infrastructure/query-postgres.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { describe, expect, it } from 'vitest';
import { classified, grounding, proposal, received, submitted } from '../decide/scenario.fixture.js';
import { CaseKeeper } from './case-keeper.js';
import { CaseStore } from './case-store.js';
import { Policy } from './policy.js';
import { TimerLoop } from './timer-loop.js';
import { World } from './world.fixture.js';

const at = (n: number) => ({ key: `c-${n}`, subject: `tkt_${n}` });
const message = (n: number, more = {}) => received(1, { ticketId: `tkt_${n}`, conversationId: `c-${n}`, messageId: `m-${n}`, ...more });

async function withWorld(sla: Record<string, string>, work: (world: World) => Promise<void>): Promise<void> {
  const world = await World.open({ sla });
  try {
    await work(world);
  } finally {
    await world.close();
  }
}

const reaches = (world: World, n: number, state: string) => waitFor(async () => (await world.state(`tkt_${n}`)) === state, { for: `tkt_${n} to be ${state}` });

describe('by the database\'s clock', () => {
  it('an approval expires, an answered ticket is resolved and closed by silence, an escalated one is breached once', () =>
    withWorld({ approvalExpiry: '2s', resolvedAfterSilence: '1s', closedAfterSilence: '1s', unassigned: '1s' }, async (world) => {
      const propose = (n: number, proposed: ReturnType<typeof proposal>) =>
        world.say('ticket.proposed.v1', { received: message(n), classified: classified(), grounding, proposal: proposed }, at(n));
      await propose(1, submitted());
      await propose(2, proposal());
      await reaches(world, 1, 'awaiting_approval');
      await reaches(world, 2, 'replied');
      await reaches(world, 1, 'escalated');
      await waitFor(() => world.on('case.escalated.v1', 'tkt_1').length === 2, { for: 'the breach' });
      expect(world.on('case.escalated.v1', 'tkt_1')).toMatchObject([{ code: 'approval_expired' }, { code: 'sla_breached', level: 'high', queue: 'billing' }]);
      expect(world.on('case.changed.v1', 'tkt_1').at(-1)?.case).toMatchObject({ state: 'escalated', approvals: [{ status: 'expired' }] });
      await reaches(world, 2, 'closed');
      expect(world.on('case.changed.v1', 'tkt_2').map((body) => body.case?.outcome)).toEqual(['answered', 'resolved', 'closed']);
      await sleep(1_500);
      expect(world.on('case.escalated.v1', 'tkt_1')).toHaveLength(2);
    }), 60_000);

  it('approve after the time is up is refused, whoever is first, the timer or the person', () =>
    withWorld({ approvalExpiry: '1s' }, async (world) => {
      const many = Array.from({ length: 30 }, (_, n) => n);
      for (const n of many) await world.say('ticket.proposed.v1', { received: message(n), classified: classified(), grounding, proposal: submitted() }, at(n));
      await waitFor(() => many.every((n) => world.approvalId(`tkt_${n}`)), { for: 'the approvals' });
      const expiry = Math.max(...many.map((n) => Date.parse(world.on('approval.requested.v1', `tkt_${n}`)[0]!.approval!.expiresAt)));
      await sleep(Math.max(0, expiry - Date.now()) + 1);
      const answers = await Promise.all(many.map((n) => world.post(`/v1/approvals/${world.approvalId(`tkt_${n}`)}/approve`, { by: 'Lena' })));
      for (const { status, body } of answers) expect([status, body['detail']]).toEqual([409, expect.stringContaining('expired')]);
      for (const n of many) await reaches(world, n, 'escalated');
      for (const n of many) expect(world.on('case.escalated.v1', `tkt_${n}`)).toHaveLength(1);
      expect(world.on('approval.decided.v1')).toEqual([]);
    }), 60_000);
});

it('two processes that look at the same moment fire once', () =>
  withWorld({ unassigned: '1s' }, async (world) => {
    const many = Array.from({ length: 100 }, (_, n) => n);
    for (const n of many) await world.say('escalation.requested.v1', { received: message(n), classified: classified(), cause: { code: 'no_grounding', reason: '', by: 'actions' } }, at(n));
    const log = createLogger({ name: 'second', level: 'error' });
    const other = new Bus({ db: world.db, topics, services: ['escalation'], log });
    const catalogue = loadCatalogue(`${world.dataDir}-catalogue`);
    const loops = Array.from({ length: 2 }, () => new TimerLoop(other, new CaseKeeper(new CaseStore(world.db), new Policy(catalogue, 'auto'), new Metrics()), log, 5));
    for (const loop of loops) await loop.onApplicationBootstrap();
    const breaches = () => world.db.query<{ subject: string; n: number }>(`select subject, count(*)::int as n from bus.log where topic = 'case.escalated.v1' and value like '%sla_breached%' group by subject`);
    await waitFor(async () => (await breaches()).length === many.length, { for: 'all breaches', deadline: 20_000 });
    await sleep(1_500);
    for (const loop of loops) await loop.beforeApplicationShutdown();
    await other.drain();
    expect((await breaches()).every(({ n }) => n === 1)).toBe(true);
  }), 60_000);

it('kill -9 at any moment: every timer fires once, none is lost, overdue ones fire at start', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'escalation-killed-'));
  const sla = { unassigned: '1s' };
  const count = 250;
  const first = run([dataDir, JSON.stringify(sla), String(count)]);
  await first.prints('said');
  await first.end();
  // Each of these is killed a few milliseconds after it has begun to fire.
  for (const patience of [0, 10, 30]) {
    const child = run([dataDir, JSON.stringify(sla), '0']);
    await child.prints('firing', 'said');
    await sleep(patience);
    await child.end();
  }
  const world = await World.open({ dataDir, sla });
  try {
    const left = async () => ({
      cases: await world.db.query(`select state, due_at is null as fired, count(*)::int as n from escalation.case_record group by 1, 2`),
      deadLetters: (await world.bus.listDeadLetters()).length,
    });
    await expect.poll(left, { timeout: 30_000 }).toEqual({ cases: [{ state: 'escalated', fired: true, n: count }], deadLetters: 0 });
    const rows = await world.db.query<{ n: number }>(
      `select count(*)::int as n from bus.log where topic = 'case.escalated.v1' and value like '%sla_breached%' group by subject`,
    );
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: count }, () => 1));
  } finally {
    await world.close();
  }
}, 240_000);

it.each([10, -10])('a process whose clock is %i minutes off fires by the database\'s: never early, late by seconds', async (minutes) => {
  const databaseUrl = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'escalation-skewed-'));
  const sla = { unassigned: '5s' };
  const count = 30;
  const child = run([dataDir, JSON.stringify(sla), String(count), databaseUrl], { SKEW_MS: String(minutes * 60_000) });
  try {
    await child.prints(`clock ${minutes}`);
    const dueAt = new Map<string, number>();
    const lateness: number[] = [];
    await waitFor(async () => {
      // `changed_at` of the row in which the timer is gone is the moment at which it fired, by the same clock as `due_at`.
      const rows = await queryPostgres(databaseUrl, `select ticket_id as id, extract(epoch from due_at) as due, extract(epoch from changed_at) as changed from escalation.case_record`);
      for (const { id, due, changed } of rows as { id: string; due: string | null; changed: string }[]) {
        const before = dueAt.get(id);
        if (due !== null) dueAt.set(id, Number(due));
        else if (before !== undefined) {
          lateness.push(Number(changed) - before);
          dueAt.delete(id);
        }
      }
      return lateness.length === count;
    }, { for: 'every timer to be seen before and after it fired', deadline: 40_000, every: 20 });
    expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
    // Seconds, where the clock is off by minutes.
    expect(Math.max(...lateness)).toBeLessThan(30);
    const told = await queryPostgres(databaseUrl, `select count(*)::int as n from bus.log where topic = 'case.escalated.v1' and value like '%sla_breached%'`);
    expect(told).toEqual([{ n: count }]);
  } finally {
    await child.end();
    for (const folder of [dataDir, `${dataDir}-catalogue`]) await rm(folder, { recursive: true, force: true });
  }
}, 120_000);

function run(args: string[], env: Record<string, string> = {}) {
  const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const hooks = file('../../../../libs/kit/children/typescript.mjs');
  const child = spawn(process.execPath, ['--conditions=source', '--import', file('../../children/skew-clock.mjs'), '--import', hooks, file('../../children/run-world.ts'), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const lines = new Set<string>();
  const gone = once(child, 'exit');
  createInterface({ input: child.stdout }).on('line', (line) => lines.add(line));
  return {
    end: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    /** Any of these lines. */
    prints: (...wanted: string[]) =>
      waitFor(() => {
        if (child.exitCode !== null) throw new Error(errors);
        return wanted.some((line) => lines.has(line));
      }, { for: `the child to print ${wanted.join(' or ')}`, deadline: 60_000, every: 1 }),
  };
}

it('the shipped catalogue has the durations of the contract', () => {
  const { sla } = loadCatalogue(shippedDir).policies;
  const hour = 3_600_000;
  expect([sla.approvalExpiry, sla.unassigned, sla.resolvedAfterSilence, sla.closedAfterSilence]).toEqual([24 * hour, 4 * hour, 48 * hour, 48 * hour]);
});
