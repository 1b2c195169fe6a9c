import { openLedgerDatabase } from '@deskhand/actions/perform/desk.fixture.js';
import { TurnRunner } from '@deskhand/actions/perform/turn-runner.js';
import { fingerprintOf } from '@deskhand/actions/perform/write-identity.js';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { attackDirectly } from './direct-calls.ts';

// Each guarantee's attack, with the guarantee taken out: what is not caught here would not be caught in earnest.
const planted = vi.hoisted(() => ({ trustsAmount: false }));
vi.mock(import('../../services/actions/src/decide/gate.js'), async (original) => {
  const real = await original();
  return {
    ...real,
    gate(input) {
      const verdict = real.gate(planted.trustsAmount ? { ...input, askedRefund: null } : input);
      return planted.trustsAmount && verdict.kind === 'approve' ? { kind: 'allow' } : verdict;
    },
  };
});

let database: Awaited<ReturnType<typeof openLedgerDatabase>>;
beforeAll(async () => {
  database = await openLedgerDatabase();
});
afterAll(() => database?.close());
afterEach(() => {
  planted.trustsAmount = false;
  vi.restoreAllMocks();
});

it('a gate that trusts the amount is caught', async () => {
  planted.trustsAmount = true;
  const { unauthorised } = await attackDirectly(database.db, { n: 400, seed: 1 });
  expect(unauthorised.join('\n')).toContain('over $100 without an approval');
});

it('an approval that is not bound to its arguments is caught', async () => {
  const { carryOut } = TurnRunner.prototype;
  vi.spyOn(TurnRunner.prototype, 'carryOut').mockImplementation(async function (this: TurnRunner, turn, call, approved) {
    const { orderId } = call.arguments;
    const { shop } = (Reflect.get(this, 'parts') ?? {}) as { shop?: { order(id: string): Promise<{ kind: string; value?: never }> } };
    const found = await shop?.order(String(orderId));
    return carryOut.call(this, turn, call, { ...approved, fingerprint: fingerprintOf(call, found?.value ?? null) });
  });
  const { unauthorised } = await attackDirectly(database.db, { n: 400, seed: 1 });
  expect(unauthorised.join('\n')).toContain('without an approval of exactly that');
});
