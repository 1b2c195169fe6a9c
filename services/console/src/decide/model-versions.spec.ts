import { expect, it } from 'vitest';
import type { ClassifiedFact, ProposalFact } from './facts.js';
import { modelVersions } from './model-versions.js';

const heard = (tier: string, intent: string) => ({ tier, model: `${tier}-1`, intent, failure: intent ? '' : 'timeout', reused: false });
const classified = (...consultations: ReturnType<typeof heard>[]) => ({ cascade: { consultations, promptVersion: 'triage', alone: undefined, modelCalls: 1, modelTokens: 1, costUsd: '0' } }) as unknown as ClassifiedFact;
const proposal = (model: string) => ({ model, promptVersion: model && 'seat' }) as ProposalFact;

it('names the model of the answer, else the last that said what the customer wants', () => {
  expect(modelVersions(classified(heard('core', 'other')), proposal('core-2'))).toEqual({ prompt: 'seat', model: 'core-2' });
  expect(modelVersions(classified(heard('core', 'other'), heard('heavy', 'complaint')), proposal(''))).toEqual({ prompt: 'triage', model: 'heavy-1' });
  expect(modelVersions(classified(heard('core', 'other'), heard('heavy', '')), undefined)).toEqual({ prompt: 'triage', model: 'core-1' });
});

it('names none where none had a say', () => {
  expect(modelVersions(undefined, proposal(''))).toEqual({ prompt: null, model: null });
  expect(modelVersions(classified(heard('core', '')), undefined)).toEqual({ prompt: null, model: null });
});
