import fc from 'fast-check';
import { expect, it } from 'vitest';
import { extractAnswer } from './extract-answer.js';
import { rarityOf } from './rarity-of.js';
import { catalogue, passageOf } from './turn.fixture.js';

const rarity = rarityOf(catalogue.knowledge);

it.each([
  ['What is your return policy?', ['returns/return-policy', 'returns/start-a-return'], 'You can return most items within 30 days from delivery'],
  ['How do I reset my password?', ['account/reset-your-password'], 'Select "Forgot password" on the sign-in page'],
  ['What payment methods do you accept?', ['billing/payment-methods'], 'We accept Visa'],
  ['Do you ship to Canada?', ['shipping/international-shipping', 'shipping/shipping-times-and-costs'], 'We ship to the United States, Canada'],
  ['How much is express shipping?', ['shipping/shipping-times-and-costs'], 'Express shipping takes 2 business days and costs $14.95.'],
  ['What are your store hours?', ['support/contact-and-store-hours'], 'It is open Monday to Saturday from 10 a.m. to 7 p.m.'],
  ['Can I return a final sale item?', ['policies/final-sale'], 'Final sale items cannot be returned'],
])('%s', (question, documents, answer) => {
  expect(extractAnswer(question, documents.map((id) => passageOf(id)), rarity)?.text).toContain(answer);
});

it('says only what stands in the passage it names, word for word', () => {
  const questions = catalogue.examples.map(({ text }) => text);
  const documents = catalogue.knowledge.map(({ path }) => path);
  fc.assert(
    fc.property(fc.constantFrom(...questions), fc.subarray(documents, { minLength: 1, maxLength: 3 }), (question, ids) => {
      const extract = extractAnswer(question, ids.map((id) => passageOf(id)), rarity);
      if (!extract) return;
      const source = extract.passage.text.replace(/\*\*|__|`/g, '').replace(/\s+/g, ' ');
      for (const sentence of extract.text.split(/(?<=[.!?])\s+/)) expect(source).toContain(sentence);
      expect(extract.text).not.toMatch(/#|\n/);
    }),
    { numRuns: 300 },
  );
});

it('begins with a whole sentence though the passage does not', () => {
  const passage = { ...passageOf('returns/return-policy'), text: 'and never after that. Refunds go to the card.' };
  expect(extractAnswer('when is the refund on my card', [passage], rarity)?.text).toBe('Refunds go to the card.');
});

it('finds nothing in nothing', () => {
  expect(extractAnswer('what?', [], rarity)).toBeNull();
  expect(extractAnswer('what?', [{ ...passageOf('returns/return-policy'), text: '# Only a heading' }], rarity)).toBeNull();
});
