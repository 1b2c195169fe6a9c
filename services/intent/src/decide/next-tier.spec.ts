import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import { expect, it } from 'vitest';
import { nextTier } from './next-tier.js';

const read = (more: Partial<Classified> = {}) => ({ confidence: 0.6, smallTalk: '', ...more }) as Classified;
const asked = (...tiers: string[]) => ({ consultations: tiers.map((tier) => ({ tier, model: '', intent: '', failure: '', reused: false })), alone: undefined, promptVersion: '', modelCalls: 0, modelTokens: 0, costUsd: '0' });
const all = ['nano', 'core', 'heavy'];
const policy = { sureFrom: 0.9 };

it('asks the cheapest tier that was not asked yet', () => {
  expect(nextTier(read(), false, all, policy)).toBe('nano');
  expect(nextTier(read({ cascade: asked('nano') }), false, all, policy)).toBe('core');
  expect(nextTier(read({ cascade: asked('nano', 'core', 'heavy') }), false, all, policy)).toBeNull();
  expect(nextTier(read(), false, [], policy)).toBeNull();
});

it('asks nobody where it is sure, and about nothing that rules have read', () => {
  expect(nextTier(read({ confidence: 0.9 }), false, all, policy)).toBeNull();
  expect(nextTier(read(), true, all, policy)).toBeNull();
  expect(nextTier(read({ smallTalk: 'thanks' }), false, all, policy)).toBeNull();
  expect(nextTier(read({ answersPending: { intent: 'order_status' } }), false, all, policy)).toBeNull();
});
