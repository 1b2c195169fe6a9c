import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { expect, it } from 'vitest';
import { raceApprovals } from './approval-races.ts';

it('two people decide at one moment: one wins, the other is told who, and it is done once or not at all', async () => {
  const figures = await raceApprovals({ n: 100, seed: 4, databaseUrl: await freshDatabase(), actionsUrl: await freshDatabase() });
  expect(figures).toMatchObject({ races: 100, wrong: [], wrongEffects: [], executions: figures.approved });
  // Both come first at times, or it was no race.
  expect(figures.approved).toBeGreaterThan(10);
  expect(figures.rejected).toBeGreaterThan(2);
}, 60_000);
