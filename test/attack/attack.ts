import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLedgerDatabase } from '@deskhand/actions/perform/desk.fixture.js';
import { startIngestion } from '@deskhand/ingestion/ingestion.fixture.js';
import { attackDirectly } from './direct-calls.ts';
import { refundUnderFire } from './refunds-under-fire.ts';
import { replayTau } from './tau-retail.ts';
import { raceTakeovers } from './takeover-races.ts';

// npm run attack -- --n 10000 --seed 1 [--only direct,refunds,takeovers,tau] [--data DIR]
const { values } = parseArgs({
  options: { n: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, only: { type: 'string', default: 'direct,refunds,takeovers,tau' }, data: { type: 'string' } },
});
const [n, seed] = [Number(values.n), Number(values.seed)];
const dir = values.data ?? process.env.DESKHAND_DATASETS ?? '';
const { db, close } = await openLedgerDatabase();
let isHeld = true;

/** One line for each attack: what was tried, what came of it, and whether it held. */
async function report<Figures extends object>(name: string, attack: () => Promise<Figures>, holds: (figures: Figures) => boolean): Promise<void> {
  if (!values.only.split(',').includes(name)) return;
  const began = performance.now();
  const figures = await attack();
  const held = holds(figures);
  isHeld &&= held;
  process.stdout.write(`${JSON.stringify({ attack: name, held, seconds: Math.round((performance.now() - began) / 100) / 10, ...figures })}\n`);
}

await report('direct', () => attackDirectly(db, { n, seed }), ({ unauthorised, thrown }) => unauthorised.length === 0 && thrown === 0);
await report('refunds', () => refundUnderFire(db, { n, seed }), ({ asked, told, done, keys, cents, expectedCents }) => told.succeeded === asked && done === asked && keys === asked && cents === expectedCents);
await report('takeovers', () => race(), ({ after }) => after === 0);
if (existsSync(join(dir, 'tau_retail_orders.json'))) {
  await report('tau', () => replayTau(db, dir), ({ passed, allowed, sameEndState, mutations, mutationsRefused, changedByMutations }) => passed === allowed && sameEndState && mutationsRefused === mutations && changedByMutations === 0);
} else process.stdout.write('tau is skipped: name the folder with tau_retail_*.json by --data DIR or DESKHAND_DATASETS.\n');
await close();
process.exit(isHeld ? 0 : 1);

async function race() {
  const ingestion = await startIngestion();
  try {
    return await raceTakeovers(db, ingestion, { n, seed });
  } finally {
    await ingestion.stop();
  }
}
