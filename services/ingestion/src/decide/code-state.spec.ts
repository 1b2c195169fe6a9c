import { expect, it } from 'vitest';
import { codeState } from './code-state.js';
import type { OfferedCode } from './judge-code.js';

const now = '2026-11-25T10:00:00.000Z';
const asked = { verdict: 'none' as const, text: 'Refund 20001', newest: undefined, now, authenticated: false, addressGiven: true };
const live: OfferedCode = { codeId: 'm', seq: 1, customerId: 'cus_1', digest: 'd', state: 'sent', tries: 0, glances: 0, expiresAt: '2026-11-25T10:05:00.000Z' };

it.each([
  ['an address was given', {}, 'mailed'],
  ['no address was given, though it may be a known customer\'s conversation', { addressGiven: false }, undefined],
  ['one is on its way', { newest: live }, 'waiting'],
  ['one is on its way and a new one is asked for', { newest: live, text: 'please send me a new code' }, 'mailed'],
  ['a wrong one was typed', { verdict: 'wrong' as const, addressGiven: false }, 'wrong'],
  ['who writes is known', { authenticated: true }, undefined],
])('%s', (_name, more, state) => {
  expect(codeState({ ...asked, ...more })).toBe(state);
});
