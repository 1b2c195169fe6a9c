import { describe, expect, it } from 'vitest';
import { weighPassages } from './weigh-passages.js';

const intents = [
  { name: 'refund_request', knowledge_categories: ['returns', 'billing'] },
  { name: 'order_status', knowledge_categories: ['shipping'] },
  { name: 'complaint', knowledge_categories: ['shipping', 'returns', 'billing'] },
  { name: 'other', knowledge_categories: [] },
];
const candidates = [
  { intent: 'other', confidence: 0.4 },
  { intent: 'refund_request', confidence: 0.35 },
  { intent: 'complaint', confidence: 0.15 },
  { intent: 'order_status', confidence: 0.1 },
];
const sum = (odds: { confidence: number }[]) => odds.reduce((total, { confidence }) => total + confidence, 0);

describe('weighPassages', () => {
  it('changes nothing without passages, or with passages that answer nothing', () => {
    expect(weighPassages(candidates, [], intents)).toEqual(candidates);
    const same = weighPassages(candidates, [{ category: 'returns', score: 0 }], intents);
    expect(same.map(({ intent }) => intent)).toEqual(candidates.map(({ intent }) => intent));
  });

  it('lets what was found speak for the intents whose documents it is from', () => {
    const odds = weighPassages(candidates, [{ category: 'returns', score: 0.95 }, { category: 'returns', score: 0.9 }], intents);
    expect(odds[0]!.intent).toBe('refund_request');
    expect(odds[0]!.confidence).toBeGreaterThan(0.35);
    expect(sum(odds)).toBeCloseTo(1, 9);
  });

  it('gives a category that nobody names to the intent that any document may answer', () => {
    const odds = weighPassages(candidates, [{ category: 'support', score: 0.9 }], intents);
    expect(odds[0]).toMatchObject({ intent: 'other' });
    expect(odds[0]!.confidence).toBeGreaterThan(0.7);
  });

  it('believes a likely passage more than an unlikely one', () => {
    const of = (score: number) => weighPassages(candidates, [{ category: 'shipping', score }], intents).find(({ intent }) => intent === 'order_status')!.confidence;
    expect(of(0.9)).toBeGreaterThan(of(0.4));
  });

  it('leaves intents that the catalogue does not know where they are', () => {
    expect(weighPassages([{ intent: 'gone', confidence: 1 }], [{ category: 'shipping', score: 1 }], intents)).toEqual([{ intent: 'gone', confidence: 1 }]);
  });
});
