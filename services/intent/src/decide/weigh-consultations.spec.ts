import { expect, it } from 'vitest';
import { weighConsultations } from './weigh-consultations.js';

const odds = [{ intent: 'refund', confidence: 0.5 }, { intent: 'status', confidence: 0.4 }, { intent: 'other', confidence: 0.1 }];
const trust = { nano: 0.75, core: 0.85, heavy: 0.9 };
const said = (tier: string, intent: string) => ({ tier, intent });
const confidenceOf = (weighed: typeof odds, intent: string) => weighed.find((each) => each.intent === intent)!.confidence;

it('leaves the odds alone where nobody had an answer, or named no intent of the catalogue', () => {
  expect(weighConsultations(odds, [], trust)).toEqual(odds);
  expect(weighConsultations(odds, [said('core', ''), said('heavy', 'nonsense')], trust)).toEqual(odds);
});

it('is surer where a tier agrees, and moves where it names another', () => {
  const agreed = weighConsultations(odds, [said('core', 'refund')], trust);
  expect(agreed[0]).toMatchObject({ intent: 'refund' });
  expect(agreed[0]!.confidence).toBeCloseTo(0.425 / (0.425 + 0.5 * 0.075), 9);
  expect(weighConsultations(odds, [said('core', 'status')], trust)[0]).toMatchObject({ intent: 'status' });
});

it('believes a better tier more, and two more than one', () => {
  const by = (...tiers: string[]) => confidenceOf(weighConsultations(odds, tiers.map((tier) => said(tier, 'status')), trust), 'status');
  expect(by('nano')).toBeLessThan(by('core'));
  expect(by('core')).toBeLessThan(by('heavy'));
  expect(by('heavy')).toBeLessThan(by('core', 'heavy'));
});

it('is unsure where two tiers contradict each other', () => {
  const torn = weighConsultations(odds, [said('core', 'status'), said('heavy', 'refund')], trust);
  expect(torn[0]!.confidence).toBeLessThan(confidenceOf(weighConsultations(odds, [said('heavy', 'refund')], trust), 'refund'));
});

it('stays a probability, also of what the classifier ruled out', () => {
  const certain = [{ intent: 'refund', confidence: 1 }, { intent: 'status', confidence: 0 }];
  const moved = weighConsultations(certain, [said('core', 'status'), said('heavy', 'status')], trust);
  expect(moved.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 9);
  expect(confidenceOf(moved, 'status')).toBeGreaterThan(0);
});
