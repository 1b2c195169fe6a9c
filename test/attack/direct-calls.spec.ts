import { openLedgerDatabase } from '@deskhand/actions/perform/desk.fixture.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attackDirectly } from './direct-calls.ts';

let database: Awaited<ReturnType<typeof openLedgerDatabase>>;
beforeAll(async () => {
  database = await openLedgerDatabase();
});
afterAll(() => database?.close());

it('an adversary in the model’s place gets nothing that its customer did not ask for or people did not approve', async () => {
  const figures = await attackDirectly(database.db, { n: 400, seed: 1 });
  expect(figures.unauthorised).toEqual([]);
  expect(figures.thrown).toBe(0);
  // It does get what was asked for: an attack that never comes through tests nothing.
  expect(figures.effects).toBeGreaterThan(10);
  expect(figures.refused).toBeGreaterThan(200);
});
