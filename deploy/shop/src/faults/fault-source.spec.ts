import { expect, it } from 'vitest';
import { FaultSource } from './fault-source.js';
import type { Faults } from './faults.js';

function drawn(faults: Faults, calls = 2_000) {
  const source = new FaultSource(faults);
  return Array.from({ length: calls }, () => source.next('write'));
}

it('draws the same faults for the same seed, others for another', () => {
  const faults = { executeThenTimeOut: 0.2, failBefore: 0.2, hang: 0.1 };
  expect(drawn({ ...faults, seed: 7 })).toEqual(drawn({ ...faults, seed: 7 }));
  expect(drawn({ ...faults, seed: 7 })).not.toEqual(drawn({ ...faults, seed: 8 }));
});

it('keeps to the rates', () => {
  const faults = drawn({ executeThenTimeOut: 0.2, executeThenFail: 0.1, failBefore: 0.3, hang: 0.05 });
  const share = (name: string) => faults.filter((fault) => fault === name).length / faults.length;
  expect(share('execute_then_time_out')).toBeCloseTo(0.2, 1);
  expect(share('execute_then_fail')).toBeCloseTo(0.1, 1);
  expect(share('fail_before')).toBeCloseTo(0.3, 1);
  expect(share('hang')).toBeCloseTo(0.05, 1);
});

it('is well again after `atMost` faults', () => {
  expect(drawn({ failBefore: 1, atMost: 3 }, 6)).toEqual([...Array(3).fill('fail_before'), ...Array(3).fill(undefined)]);
});

it('leaves reads alone unless told, and never "executes" one', () => {
  expect(new FaultSource({ hang: 1 }).next('read')).toBeUndefined();
  expect(new FaultSource({ hang: 1, on: 'everything' }).next('read')).toBe('hang');
  expect(new FaultSource({ executeThenFail: 1, on: 'everything' }).next('read')).toBeUndefined();
});
