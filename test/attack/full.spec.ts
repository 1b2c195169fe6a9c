import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openLedgerDatabase } from '@deskhand/actions/perform/desk.fixture.js';
import { startIngestion } from '@deskhand/ingestion/ingestion.fixture.js';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raceApprovals } from './approval-races.ts';
import { attackDirectly } from './direct-calls.ts';
import { refundUnderKills } from './killed-refunds.ts';
import { refundUnderFire } from './refunds-under-fire.ts';
import { raceTakeovers } from './takeover-races.ts';
import { replayTau } from './tau-retail.ts';

// The full numbers, by `npm run attack`; the specs beside this one hold a few hundred of each.
const { ATTACK_N, ATTACK_SEED = '1', ATTACK_ONLY = '', DESKHAND_DATASETS: dir = '' } = process.env;
const [n, seed] = [Number(ATTACK_N), Number(ATTACK_SEED)];
const isAsked = (name: string) => ATTACK_N !== undefined && ATTACK_ONLY.split(',').includes(name);

let database: Awaited<ReturnType<typeof openLedgerDatabase>>;

/** One line of figures for each attack. */
async function tell<Figures extends object>(attack: string, work: () => Promise<Figures>): Promise<Figures> {
  const began = performance.now();
  const figures = await work();
  process.stdout.write(`${JSON.stringify({ attack, seconds: Math.round((performance.now() - began) / 100) / 10, ...figures })}\n`);
  return figures;
}

describe.skipIf(ATTACK_N === undefined)('the full numbers', () => {
  beforeAll(async () => {
    database = await openLedgerDatabase();
  });
  afterAll(() => database?.close());

  it.skipIf(!isAsked('direct'))('direct calls', async () => {
    const figures = await tell('direct', () => attackDirectly(database.db, { n, seed }));
    expect(figures).toMatchObject({ unauthorised: [], thrown: 0 });
  });

  it.skipIf(!isAsked('refunds'))('refunds on a shop in trouble', async () => {
    const figures = await tell('refunds', () => refundUnderFire(database.db, { n, seed }));
    expect(figures).toMatchObject({ told: { succeeded: n }, done: n, keys: n, cents: figures.expectedCents });
  });

  it.skipIf(!isAsked('killed'))('refunds by workers that are killed -9, on a shop in trouble', async () => {
    const figures = await tell('killed', async () => refundUnderKills({ n, seed, databaseUrl: await freshDatabase() }));
    expect(figures).toMatchObject({ told: { succeeded: n }, done: n, orders: n, wrong: [], cents: figures.expectedCents, keys: n, keysOfDesk: n });
  });

  it.skipIf(!isAsked('approvals'))('two people at one approval', async () => {
    const figures = await tell('approvals', async () => raceApprovals({ n, seed, databaseUrl: await freshDatabase(), actionsUrl: await freshDatabase() }));
    expect(figures).toMatchObject({ races: n, wrong: [], wrongEffects: [], executions: figures.approved });
  });

  it.skipIf(!isAsked('takeovers'))('takeovers against writes', async () => {
    const ingestion = await startIngestion();
    const figures = await tell('takeovers', () => raceTakeovers(database.db, ingestion, { n, seed }));
    await ingestion.stop();
    expect(figures.after).toBe(0);
  });

  it.skipIf(!isAsked('tau') || !existsSync(join(dir, 'tau_retail_orders.json')))('tau retail (skipped unless --data or DESKHAND_DATASETS names a folder with tau_retail_*)', async () => {
    const figures = await tell('tau', () => replayTau(database.db, dir));
    expect(figures).toMatchObject({ differences: [], passed: figures.allowed, sameEndState: true, mutationsRefused: figures.mutations, changedByMutations: 0 });
  });
});
