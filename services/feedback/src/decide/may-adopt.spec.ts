import { expect, test } from 'vitest';
import { mayAdopt, type Member } from './may-adopt.js';

const at = '2026-11-25T10:00:00.000Z';
const soon = Date.parse(at) + 2_000;
const member = (lane: string, serving: string[]): Member => ({ instance: lane, lane, services: ['intent'], serving, seenAt: at });

test('not while the canary still serves its lane', () => {
  expect(mayAdopt({ adopted: true, at }, [member('stable', ['stable']), member('canary', ['canary'])], soon)).toBe(false);
});

test('once it has let go, though a stable one serves it already', () => {
  expect(mayAdopt({ adopted: true, at }, [member('stable', ['stable', 'canary']), member('canary', [])], soon)).toBe(true);
});

test('when nobody of it is there, and when it had time enough', () => {
  expect(mayAdopt({ adopted: true, at }, [member('stable', ['stable'])], soon)).toBe(true);
  expect(mayAdopt({ adopted: true, at }, [member('canary', ['canary'])], soon + 20_000)).toBe(true);
});

test('never a canary that nobody rolled back', () => {
  expect(mayAdopt({ adopted: false, at }, [], soon + 60_000)).toBe(false);
});
