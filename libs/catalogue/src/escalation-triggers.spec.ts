import { describe, expect, test } from 'vitest';
import { type TicketFacts, earlyTriggers, strongest } from './escalation-triggers.js';
import { loadCatalogue } from './load-catalogue.js';
import { shippedDir } from './shipped-catalogue.fixture.js';

const { policies, intents } = loadCatalogue(shippedDir);
const policy = policies.escalation;

const calm: TicketFacts = {
  intent: 'order_status',
  confidence: 0.97,
  sentiment: 'neutral',
  priority: 2,
  legal: false,
  asksForHuman: false,
  banned: null,
  unsafe: false,
  disputedAmount: null,
  angryTurns: 0,
  repeatedQuestion: 1,
  customerMessages: 1,
  languageSupported: true,
};

const codesOf = (facts: Partial<TicketFacts>) => {
  const merged = { ...calm, ...facts };
  return earlyTriggers(merged, policy, merged.intent === null ? undefined : intents.get(merged.intent)).map(({ code }) => code);
};
const usd = (minor: number) => ({ minor, currency: 'USD' });

test('given a calm and clear question, then nothing holds', () => {
  expect(codesOf({})).toEqual([]);
});

test.each<[Partial<TicketFacts>, string]>([
  [{ legal: true }, 'legal_mention'],
  [{ asksForHuman: true }, 'asked_for_human'],
  [{ banned: 'account_deletion' }, 'banned_intent'],
  [{ unsafe: true }, 'unsafe_input'],
  [{ sentiment: 'negative', priority: 1 }, 'negative_and_urgent'],
  [{ disputedAmount: usd(50_001) }, 'billing_dispute'],
  [{ disputedAmount: { minor: 60_000, currency: 'EUR' } }, 'billing_dispute'],
  [{ angryTurns: 2 }, 'angry_customer'],
  [{ repeatedQuestion: 3 }, 'repeated_question'],
  [{ customerMessages: 11 }, 'long_conversation'],
  [{ confidence: 0.29 }, 'low_confidence'],
  [{ intent: null, confidence: 0.99 }, 'low_confidence'],
  [{ intent: 'out_of_scope', confidence: 0.99 }, 'low_confidence'],
  [{ languageSupported: false }, 'unsupported_language'],
])('given %j, then %s holds alone', (facts, code) => {
  expect(codesOf(facts)).toEqual([code]);
});

test.each<[Partial<TicketFacts>]>([
  [{ disputedAmount: usd(50_000) }],
  [{ angryTurns: 1, sentiment: 'negative' }],
  [{ repeatedQuestion: 2 }],
  [{ customerMessages: 10 }],
  [{ confidence: 0.3 }],
  [{ priority: 1 }],
])('given %j, right at the limit, then nothing holds', (facts) => {
  expect(codesOf(facts)).toEqual([]);
});

describe('given small talk', () => {
  test('when it is angry, long, repeated and hardly understood, then it is answered all the same', () => {
    expect(codesOf({ intent: 'small_talk', confidence: 0.1, angryTurns: 3, repeatedQuestion: 5, customerMessages: 20, sentiment: 'negative', priority: 1, languageSupported: false })).toEqual([]);
  });

  test('when it asks for a human, then it gets one', () => {
    expect(codesOf({ intent: 'small_talk', asksForHuman: true })).toEqual(['asked_for_human']);
  });
});

test('given everything at once, then all hold in order of precedence and the legal matter is the strongest', () => {
  const triggers = earlyTriggers(
    { ...calm, legal: true, asksForHuman: true, banned: 'legal_threat', unsafe: true, sentiment: 'negative', priority: 1, disputedAmount: usd(60_000), angryTurns: 2, repeatedQuestion: 3, customerMessages: 11, confidence: 0, languageSupported: false },
    policy,
    intents.get('order_status'),
  );
  expect(triggers.map(({ code }) => code)).toEqual([
    'legal_mention',
    'asked_for_human',
    'banned_intent',
    'unsafe_input',
    'negative_and_urgent',
    'billing_dispute',
    'angry_customer',
    'repeated_question',
    'long_conversation',
    'low_confidence',
    'unsupported_language',
  ]);
  expect(strongest([...triggers].reverse(), policy)?.code).toBe('legal_mention');
  expect(triggers.every(({ reason }) => reason.length > 10)).toBe(true);
});

test('given a dispute, then the reason names the amount', () => {
  const [trigger] = earlyTriggers({ ...calm, disputedAmount: usd(60_000) }, policy, intents.get('order_status'));
  expect(trigger?.reason).toBe('The customer disputes a large amount: $600.00');
});

test('given nothing, then nothing is the strongest', () => {
  expect(strongest([], policy)).toBeUndefined();
});
