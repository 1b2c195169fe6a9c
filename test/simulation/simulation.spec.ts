import { beforeAll, expect, test } from 'vitest';
import { openPureParts, type PureParts } from './pure-parts.ts';
import { simulateSeed } from './simulate-seed.ts';
import { plants } from './simulation.ts';

let parts: PureParts;
beforeAll(async () => {
  parts = await openPureParts();
});

test('a hundred and fifty desks with crashes, repeats and a faulty shop keep every promise', async () => {
  let crashes = 0;
  let effects = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const simulated = await simulateSeed(parts, seed);
    expect(simulated.broken, `seed ${seed}`).toEqual([]);
    crashes += simulated.crashes;
    effects += simulated.effects;
  }
  expect(crashes).toBeGreaterThan(50);
  expect(effects).toBeGreaterThan(50);
});

test('the same seed gives the same bytes, another seed others', async () => {
  const [first, again, other] = [await simulateSeed(parts, 7), await simulateSeed(parts, 7), await simulateSeed(parts, 8)];
  expect(again.history).toEqual(first.history);
  expect(again.sha256).toBe(first.sha256);
  expect(other.sha256).not.toBe(first.sha256);
});

test.each(plants)('a planted bug is found: %s', async (plant) => {
  const broken = [];
  for (let seed = 1; seed <= 150 && broken.length === 0; seed++) broken.push(...(await simulateSeed(parts, seed, plant)).broken);
  expect(broken).not.toEqual([]);
});
