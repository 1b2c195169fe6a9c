import { describe, expect, it } from 'vitest';
import { embedPassage } from './embed-text.js';
import { fuseRanks } from './fuse-ranks.js';
import { buildIndex } from './knowledge-index.js';
import { pickPassages } from './pick-passages.js';
import { readQuestion } from './read-question.js';
import { searchPassages, understand } from './search-passages.js';

const documents: [documentId: string, category: string, title: string, section: string, text: string][] = [
  ['returns/policy', 'returns', 'Return policy', 'Return policy', 'You can return most items within 30 days of delivery.'],
  ['returns/policy', 'returns', 'Return policy', 'What cannot be returned', 'Final sale items and used stoves stay with you.'],
  ['billing/refunds', 'billing', 'Refunds', 'Refunds', 'A refund reaches your statement in 5-10 business days.'],
  ['shipping/times', 'shipping', 'Shipping times and costs', 'Express', 'Express orders arrive the next business day for $15.'],
  ['shipping/lost', 'shipping', 'Lost parcels', 'Lost parcels', 'We search for a missing package with the carrier for five days.'],
  ['account/password', 'account', 'Reset your password', 'Reset your password', 'Choose "Forgot password" and we send you a link by e-mail.'],
];
const index = buildIndex(
  'v1',
  documents.map(([documentId, category, title, section, text], id) => ({
    id, documentId, category, title, section, text, version: 'abc', updated: '2026-01-01', chunkIndex: id,
    vector: embedPassage({ title, section, text }),
  })),
);
const found = (text: string, category?: string) => searchPassages(understand(text, index), index, category ? (entry) => entry.category === category : undefined);
const first = (text: string) => found(text)[0]?.entry.documentId;

describe('searchPassages', () => {
  it.each([
    ['What is your return policy?', 'returns/policy'],
    ['when do I get my money back', 'billing/refunds'],
    ['my parcel has gone missing', 'shipping/lost'],
    ['i forgot my passwrod', 'account/password'],
    ['how fast is express delivery', 'shipping/times'],
  ])('%s → %s', (text, documentId) => {
    expect(first(text)).toBe(documentId);
  });

  it('stays within what is allowed', () => {
    expect(found('What is your return policy?', 'shipping').every(({ entry }) => entry.category === 'shipping')).toBe(true);
  });

  it('finds enough for what is written, not for what is not', () => {
    const enough = (text: string) => pickPassages(found(text), 3, understand(text, index).terms.length).enough;
    expect(enough('What is your return policy?')).toBe(true);
    expect(enough('how long do refunds take')).toBe(true);
    expect(enough('florble wug zanther the quixotic blimp')).toBe(false);
    expect(enough('who won the match last night')).toBe(false);
  });

  it('gives scores between 0 and 1, best first, and the same ones again', () => {
    const scores = found('return of a lost package').map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(found('return of a lost package').map(({ score }) => score)).toEqual(scores);
  });
});

describe('readQuestion', () => {
  it('knows what customers call things, and keeps against a passage what the documents never mention', () => {
    const terms = readQuestion('refund for my quixotic blimp', index.vocabulary);
    expect(terms.map(({ word, forms }) => [word, forms.size > 0])).toEqual([['refund', true], ['quixotic', false], ['blimp', false]]);
    expect([...readQuestion('reimbursement', index.vocabulary)[0]!.forms.keys()]).toContain('refund');
  });
});

describe('pickPassages', () => {
  const entry = [...index.entries.values()][0]!;
  const piece = (chunkIndex: number, score: number, documentId = 'returns/policy') => ({ entry: { ...entry, chunkIndex, documentId }, score });

  it('keeps at most the limit, out of the best five for three', () => {
    const scored = [1, 2, 3, 4, 5, 6].map((n) => piece(n * 2, 1 - n / 10, `document ${n}`));
    expect(pickPassages(scored, 3, 5).passages.map(({ chunkIndex }) => chunkIndex)).toEqual([2, 4, 6]);
  });

  it('lets no document take all three places', () => {
    const scored = [piece(2, 0.9), piece(4, 0.8), piece(6, 0.7), piece(8, 0.6, 'other/document')];
    expect(pickPassages(scored, 3, 5).passages.map(({ score }) => score)).toEqual([0.9, 0.8, 0.6]);
    expect(pickPassages(scored.slice(0, 3), 3, 5).passages).toHaveLength(2);
  });

  it('leaves out the worse of two overlapping pieces of one section', () => {
    const scored = [piece(4, 0.9), piece(5, 0.8), piece(4, 0.7, 'other/document'), piece(9, 0.6)];
    expect(pickPassages(scored, 3, 5).passages.map(({ score }) => score)).toEqual([0.9, 0.7, 0.6]);
  });

  it('is honest about nothing', () => {
    expect(pickPassages([], 3, 5)).toEqual({ passages: [], enough: false });
    expect(pickPassages([piece(0, 0.49)], 3, 5).enough).toBe(false);
    expect(pickPassages([piece(0, 0.5)], 3, 5).enough).toBe(true);
    expect([0.69, 0.7].map((score) => pickPassages([piece(0, score)], 3, 2).enough)).toEqual([false, true]);
  });
});

describe('fuseRanks', () => {
  it('puts what both rankings have before what one has at its top', () => {
    expect(fuseRanks([[1, 2, 3], [4, 2, 5]])[0]).toBe(2);
    expect(fuseRanks([[7], []])).toEqual([7]);
    expect(fuseRanks([])).toEqual([]);
  });
});
