import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import { describe, expect, it } from 'vitest';
import { findTriggers } from './find-triggers.js';

const catalogue = openCatalogue({});
const calm: Classified = {
  intent: 'order_status', confidence: 0.95, candidates: [], agent: 'support', sentiment: 'neutral', priority: 2, language: 'en', angryTurns: 0,
  repeatedQuestion: 1, legal: false, asksForHuman: false, injection: 0, toxicity: 0, unsafe: false, banned: '', smallTalk: '', wishes: [],
  otherIntents: [], rules: [], classifierVersion: 'v', catalogueVersion: 'v', reconsidered: false,
};
const codes = (classified: Partial<Classified>, customerMessages = 1, history: Received['history'] = []) => findTriggers({ customerMessages, history }, { ...calm, ...classified }, catalogue).map(({ code }) => code);

describe('findTriggers', () => {
  it('lets an ordinary message pass, also one that is not understood: documents get a word first', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ confidence: 0.01 })).toEqual([]);
  });

  it('names the strongest reason first', () => {
    expect(codes({ legal: true, asksForHuman: true, angryTurns: 3 })).toEqual(['legal_mention', 'asked_for_human', 'angry_customer']);
    expect(codes({ banned: 'account_deletion', unsafe: true })).toEqual(['banned_intent', 'unsafe_input']);
    expect(codes({ sentiment: 'negative', priority: 1 })).toEqual(['negative_and_urgent']);
  });

  it('disputes above the limit only', () => {
    expect(codes({ disputedAmount: { value: '500.00', currency: 'USD' } })).toEqual([]);
    expect(codes({ disputedAmount: { value: '600.00', currency: 'USD' } })).toEqual(['billing_dispute']);
  });

  it('never sends small talk to a person for its mood, its repeats or its length', () => {
    expect(codes({ smallTalk: 'thanks', angryTurns: 5, repeatedQuestion: 9, language: 'es' }, 40)).toEqual([]);
    expect(codes({ smallTalk: 'thanks', asksForHuman: true })).toEqual(['asked_for_human']);
  });

  it('answers who asks again for what has just been done, and hands over who asks again for what has not', () => {
    const told = (tool: string) => [{ messageId: 'b', from: 'bot', text: '', at: '', intent: '', pending: undefined, toolResults: [{ tool, status: 'succeeded' }] }];
    expect(codes({ repeatedQuestion: 3 }, 3, told('cancel_order'))).toEqual([]);
    expect(codes({ repeatedQuestion: 3 }, 3, told('lookup_order'))).toEqual(['repeated_question']);
  });

  it('counts more than ten messages', () => {
    expect(codes({}, 10)).toEqual([]);
    expect(codes({}, 11)).toEqual(['long_conversation']);
  });

  it('takes three yeses to three questions for answers, whatever language they seem to be in', () => {
    expect(codes({ repeatedQuestion: 3, language: 'es' })).toEqual(['repeated_question', 'unsupported_language']);
    expect(codes({ repeatedQuestion: 3, language: 'es', answersPending: { missing: 'confirmation' } })).toEqual([]);
  });
});
