import { describe, expect, it } from 'vitest';
import { checkClaims, type ClaimEvidence } from './check-claims.js';

const results = 'lookup order track shipment process refund {"id":"20001","status":"delivered","carrier":"Meridian Parcel","name":"Wool Socks","firstName":"<PERSON_0abc000000>"}';
const passage = 'Return policy\nYou can return most items within 30 days. We will pay for the label. Sale items cannot be returned.';
const evidence: ClaimEvidence = {
  facts: `${results}\n${passage}`,
  sources: [results, passage],
  replies: 'The money will be on your statement in 5-10 business days.',
  calls: [{ tool: 'track_shipment', status: 'succeeded', waits: undefined }],
  question: 'Where are my socks?',
};
const rules = (draft: string, more: Partial<ClaimEvidence> = {}) => checkClaims(draft, { ...evidence, ...more }).map(({ rule }) => rule);

describe('what may be said', () => {
  it.each([
    'Your order 20001 is delivered.',
    'Your order 20001 of Wool Socks, <PERSON_0abc000000>, was delivered by Meridian Parcel.',
    'You can return most items within 30 days. We will pay for the label.',
    'Your order will arrive with Meridian Parcel.',
    "I'm sorry about that. Your socks are delivered.",
    "Sale items can't be returned.",
    'I understand how frustrating this is.',
  ])('%s', (draft) => expect(rules(draft)).toEqual([]));

  it('what a write of this turn has done', () => {
    const done = 'I have refunded your order.';
    expect(rules(done)).toContain('claim');
    expect(rules(done, { calls: [{ tool: 'process_refund', status: 'succeeded', waits: undefined }] })).toEqual([]);
    expect(rules(done, { calls: [{ tool: 'process_refund', status: 'refused', waits: undefined }] })).toContain('claim');
    const waits = { neededApprovals: 1, byPolicy: true, fingerprint: '', reference: '' };
    expect(rules(done, { calls: [{ tool: 'process_refund', status: 'awaiting_approval', waits }] })).toContain('claim');
  });
});

describe('what may not', () => {
  it.each([
    ['We will pay for a new one.', 'promise'],
    ["You'll get it all back.", 'promise'],
    ['Your order 20001 is lost.', 'claim'],
    ['Your password was reset.', 'claim'],
    ['Your request is approved.', 'claim'],
    ['Please ask Karen about your socks.', 'name'],
    ['See shop.evil.com for your socks.', 'link'],
    ['Your socks cost twenty dollars.', 'number_in_words'],
    ['Here is a discount for your socks.', 'compensation'],
    ['Your socks belong to <PERSON_ffffffffff>.', 'foreign_token'],
    ['Sorry for your socks. I apologise.', 'apologies'],
    ["I'm a real person.", 'human'],
    ['Shall I return your socks?', 'question'],
    ['You can return sale items.', 'contradicted'],
    ["You can't return most items within 30 days.", 'contradicted'],
    ['Your socks are waterproof.', 'unsupported'],
    ['Unicorns dance across purple rainbows nightly.', 'unsupported'],
    ['<b>Your socks</b>', 'form'],
    ['Your socks\u202e are here', 'form'],
    ['x'.repeat(1_300), 'form'],
  ])('%s', (draft, rule) => expect(rules(draft)).toContain(rule));
});
