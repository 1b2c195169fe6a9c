import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { expect, it } from 'vitest';
import { refundUnderKills } from './killed-refunds.ts';

it('workers killed -9 over and over, a shop in trouble: each refund once, to the cent, under one key', async () => {
  const figures = await refundUnderKills({ n: 200, seed: 9, databaseUrl: await freshDatabase(), killEveryMs: 1_200 });
  expect(figures).toMatchObject({ asked: 200, told: { succeeded: 200 }, done: 200, orders: 200, wrong: [], cents: figures.expectedCents, keys: 200, keysOfDesk: 200 });
  // A run in which nobody died shows nothing.
  expect(figures.kills).toBeGreaterThan(2);
  expect(figures.askedAgain).toBeGreaterThan(2);
}, 120_000);

it('planted: a key of its own for each sending is caught', async () => {
  const figures = await refundUnderKills({ n: 40, seed: 9, databaseUrl: await freshDatabase(), killEveryMs: 60_000, freshKeys: true });
  expect(figures.done).toBeGreaterThan(figures.asked);
  expect(figures.wrong).not.toEqual([]);
}, 120_000);
