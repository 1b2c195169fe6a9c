import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkKnowledge } from './check-knowledge.js';
import type { CheckedDocument } from './finding.js';

const now = new Date('2026-11-25T12:00:00Z');

function page(id: string, body: string, more: Partial<CheckedDocument> = {}): CheckedDocument {
  return { id, title: 'Returns', category: 'products', body, lookedAt: now, ...more };
}

const check = (...documents: CheckedDocument[]) => checkKnowledge(documents, now).map(({ kind, documents: named }) => [kind, ...named]);

describe('contradictions', () => {
  it('are two figures for the same thing, in whichever unit and words', () => {
    expect(check(page('a', 'You can return an item within 30 days of delivery.'), page('b', 'Items can be returned within 14 days of delivery.'))).toEqual([['contradiction', 'a', 'b']]);
    expect(check(page('a', 'Standard shipping costs $4.90.'), page('b', 'Shipping (standard) costs $5.90.'))).toEqual([['contradiction', 'a', 'b']]);
  });

  it('are none where the figures agree, also in other units, or are of something else', () => {
    expect(check(page('a', 'You can return an item within two weeks of delivery.'), page('b', 'Items can be returned within 14 days of delivery, and never later.'))).toEqual([]);
    expect(check(page('a', 'You can return an item within 30 days of delivery.'), page('b', 'The reset link is valid for 60 minutes.', { title: 'Passwords' }))).toEqual([]);
    expect(check(page('a', 'Return an item within 30 days. Return a gift within 60 days.'))).toEqual([]);
  });
});

describe('duplicates and days that are over', () => {
  const long = 'We send the parcel on the day after the order, and you get a message with its number as soon as the carrier has taken it.';

  it('finds two documents in the same words', () => {
    expect(check(page('a', long), page('b', `${long} Bye.`), page('c', 'Tents are on the third floor of the shop.'))).toEqual([['duplicate', 'a', 'b']]);
  });

  it('finds what has expired, by its own word or by what it says', () => {
    expect(check(page('a', 'Ten off.', { expires: '2026-11-01' }), page('b', 'Ten off.', { expires: '2026-12-01', title: 'x' })).filter(([kind]) => kind === 'expired')).toEqual([['expired', 'a']]);
    expect(check(page('a', 'Free shipping until October 31, 2026.'))).toEqual([['expired', 'a']]);
    expect(check(page('a', 'Free shipping until 31 December 2026. The shop was founded in May 1999.'))).toEqual([]);
  });

  it('says once a category what nobody has looked at', () => {
    const old = { lookedAt: new Date('2026-01-01'), category: 'returns' };
    const [finding, ...others] = checkKnowledge([page('a', 'One.', old), page('b', 'Two.', old), page('c', 'Three.', { category: 'returns' })], now);
    expect(finding).toMatchObject({ kind: 'stale', documents: ['a', 'b'], message: '2 documents of returns (critical) should be looked at monthly; the oldest was last looked at on 2026-01-01.' });
    expect(others).toEqual([]);
  });
});

it('finds the needle in thousands of documents', () => {
  let state = 1;
  const draw = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8;
  const words = () => Array.from({ length: 30 }, () => `word${draw() % 3_001}`).join(' ');
  const many = Array.from({ length: 3_000 }, (_, at) => page(`d${at}`, `${words()} takes ${at + 1} days.`, { title: `Matter ${at}` }));
  expect(check(...many, page('a', 'A blimp is lent for 3 days.'), page('b', 'A blimp is lent for 9 days.'))).toEqual([['contradiction', 'a', 'b']]);
});

it('finds nothing contradictory in the shipped knowledge base', () => {
  const { knowledge } = loadCatalogue(fileURLToPath(new URL('../../../../deploy/catalogue', import.meta.url)));
  const documents = knowledge.map(({ path, title, category, body }) => ({ id: path, title, category, body, lookedAt: now }));
  expect(checkKnowledge(documents, now).map(({ message }) => message)).toEqual([]);
});
