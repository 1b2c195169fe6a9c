import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { shippedDir } from '@deskhand/catalogue/shipped-catalogue.fixture.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import { expect, test } from 'vitest';
import { runRuleEngine } from './run-rule-engine.js';

const catalogue = loadCatalogue(shippedDir);
const classified = {
  intent: 'complaint', confidence: 0.41, agent: 'support', smallTalk: '', rules: ['lexicon'], otherIntents: ['other'],
  candidates: ['complaint', 'order_status', 'refund_request', 'account_issue', 'product_question', 'order_change', 'other'].map((intent) => ({ intent, confidence: 1 / 7 })),
} as unknown as Classified;
const rule = (text: string) => runRuleEngine(text, { classified, trigger: undefined }, catalogue);

test.each([
  ['My order 12345 is late', 'order_status'],
  ['I forgot my password', 'account_issue'],
  ['Do you have it in stock?', 'product_question'],
  ['Cancel my order please', 'order_change'],
  ['Good morning to all of you', 'other'],
])('%s: %s, and sure of it', (text, intent) => {
  const { classified: ruled, trigger } = rule(text);
  expect(ruled).toMatchObject({ intent, confidence: 1, candidates: expect.arrayContaining([{ intent, confidence: 1 }]), otherIntents: [], rules: ['lexicon', 'legacy_rule_engine'] });
  expect(ruled.candidates[0]!.intent).toBe(intent);
  expect(trigger).toBeUndefined();
});

test('refunds go to the refund team', () => {
  expect(rule('Refund for wrong item please')).toMatchObject({ classified: { intent: 'refund_request' }, trigger: { reason: 'The rule engine leaves refunds to the refund team' } });
});

test('what needs a person needs one in every lane', () => {
  const trigger = { code: 'legal_mention', reason: 'law' } as const;
  expect(runRuleEngine('My lawyer wants a refund', { classified, trigger }, catalogue)).toEqual({ classified, trigger });
});
