import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openLedgerDatabase } from '@deskhand/actions/perform/desk.fixture.js';
import { expect, it } from 'vitest';
import { replayTau } from './tau-retail.ts';

const dir = process.env.DESKHAND_DATASETS ?? '';
const isThere = existsSync(join(dir, 'tau_retail_orders.json'));

it.skipIf(!isThere)('gold writes of tau retail pass, and bent ones change nothing (skipped unless DESKHAND_DATASETS names a folder with tau_retail_*)', async () => {
  const { db, close } = await openLedgerDatabase();
  const figures = await replayTau(db, dir, 60);
  await close();
  expect(figures.differences).toEqual([]);
  expect(figures).toMatchObject({ passed: figures.allowed, sameEndState: true, mutationsRefused: figures.mutations, changedByMutations: 0 });
});
