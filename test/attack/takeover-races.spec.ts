import { openLedgerDatabase } from '@deskhand/actions/perform/desk.fixture.js';
import type { Permits } from '@deskhand/actions/perform/permits.js';
import { type RunningIngestion, startIngestion } from '@deskhand/ingestion/ingestion.fixture.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { raceTakeovers } from './takeover-races.ts';

let database: Awaited<ReturnType<typeof openLedgerDatabase>>;
let ingestion: RunningIngestion;
beforeAll(async () => {
  database = await openLedgerDatabase();
  ingestion = await startIngestion();
});
afterAll(async () => {
  await ingestion?.stop();
  await database?.close();
});

it('no write begins after a takeover was answered', async () => {
  const figures = await raceTakeovers(database.db, ingestion, { n: 200, seed: 2 });
  expect(figures.after).toBe(0);
  // Both come first at times, or it was no race.
  expect(figures.writes).toBeGreaterThan(10);
  expect(figures.fenced).toBeGreaterThan(10);
});

it('planted: a desk that looks whether it is fenced and asks for no leave is caught', async () => {
  const leave = { holds: () => true, end: async () => undefined };
  const unfenced = { ask: async () => leave } as unknown as Permits;
  const figures = await raceTakeovers(database.db, ingestion, { n: 60, seed: 2, replace: (parts) => ({ ...parts, permits: unfenced }) });
  expect(figures.after).toBeGreaterThan(0);
});
