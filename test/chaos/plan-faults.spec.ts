import { expect, it } from 'vitest';
import { planFaults } from './plan-faults.ts';

const plan = (seed: number) => planFaults({ seed, durationMs: 1_200_000, serviceEveryMs: 5_000, serverEveryMs: 60_000, services: ['a', 'b', 'c'], hasProxy: true });

it('the same seed gives the same faults, another one others', () => {
  expect(plan(1)).toEqual(plan(1));
  expect(plan(1)).not.toEqual(plan(2));
});

it('in twenty minutes everything that can break does', () => {
  const faults = plan(3);
  expect(faults.filter(({ kind, target }) => kind === 'kill' && 'abc'.includes(target)).length).toBeGreaterThan(100);
  for (const target of ['kafka', 'postgres', 'redis']) expect(new Set(faults.filter((fault) => fault.target === target).map(({ kind }) => kind)).size).toBeGreaterThan(2);
  expect(faults.map(({ atMs }) => atMs)).toEqual(faults.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
});
