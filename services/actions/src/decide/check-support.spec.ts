import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
import { describe, expect, it } from 'vitest';
import { checkSupport } from './check-support.js';
import { sentencesOf } from './sentences-of.js';
import { wordsOf } from './words-of.js';

const documents = openCatalogue({}).knowledge.map(({ title, body }) => `${title}\n${body}`);
const documentOf = (title: string) => documents.filter((text) => text.startsWith(`${title}\n`));
/** Every sentence of the shipped knowledge with enough to say, and where it stands. */
const sentences = documents.flatMap((source) => sentencesOf(source.replace(/^#.*$/gm, '')).filter((sentence) => wordsOf(sentence).size >= 3).map((sentence) => ({ sentence, source })));

describe('a sentence in other words', () => {
  it.each([
    ['Return policy', 'You have 30 days from delivery to return most items for a refund.'],
    ['Return policy', 'The 30 days start when the carrier marks your parcel as delivered.'],
    ['Return policy', "Final sale items can't be returned or exchanged."],
    ['Return policy', 'Items need to be unused, clean and complete, with tags and packaging.'],
    ['Return policy', 'Trying on boots and jackets indoors is fine; they must be unused, with their tags.'],
    ['Return policy', 'After 30 days from delivery we do not accept returns.'],
    ['Shipping times and costs', 'Standard shipping costs $5.95 and takes 3-5 business days.'],
    ['Shipping times and costs', 'For orders of $75 or more, standard shipping is free.'],
    ['Shipping times and costs', 'Express takes 2 business days and costs $14.95.'],
    ['Shipping times and costs', "Express shipping isn't available in Alaska and Hawaii."],
    ['Shipping times and costs', 'You can collect the order at our Portland store for free.'],
    ['Ridgeline Tent', 'The 2 person version of the Ridgeline weighs 1.9 kg with poles, pegs and bag.'],
    ['Ridgeline Tent', 'One person can pitch the Ridgeline in about 8 minutes.'],
    ['Ridgeline Tent', "The Ridgeline isn't made for heavy snow."],
    ['Gift cards', 'Gift cards do not expire.'],
    ['Gift cards', 'Up to 3 gift cards can be used in one order.'],
  ])('%s: %s', (title, sentence) => expect(checkSupport(sentence, documentOf(title))).toBeNull());
});

describe('a sentence that turns the document round', () => {
  it.each([
    ['Return policy', 'Final sale items can be returned, refunded or exchanged.', 'contradicted'],
    ['Return policy', 'You cannot return most items within 30 days from delivery for a refund.', 'contradicted'],
    ['Return policy', 'Worn boots and socks can be returned, opened stove fuel and gift cards too.', 'contradicted'],
    ['Shipping times and costs', 'Standard shipping is not free for orders of $75 or more.', 'contradicted'],
    ['Ridgeline Tent', 'The Ridgeline is made for heavy snow.', 'contradicted'],
    ['Gift cards', 'Gift cards can be returned or exchanged for cash.', 'contradicted'],
    ['Ridgeline Tent', 'The Ridgeline keeps two people warm in an arctic blizzard.', 'unsupported'],
    ['Return policy', 'We collect the parcel from your home and pay the courier.', 'unsupported'],
  ])('%s: %s', (title, sentence, rule) => expect(checkSupport(sentence, documentOf(title))).toMatchObject({ rule }));
});

describe('every sentence of the shipped knowledge', () => {
  it('stands in its own document', () => {
    expect(sentences.filter(({ sentence, source }) => checkSupport(sentence, [source]))).toEqual([]);
  });

  it('is contradicted by it once it says the opposite, in 9 of 10', () => {
    const turned = sentences.flatMap(({ sentence, source }) => {
      const opposite = oppositeOf(sentence);
      return opposite ? [checkSupport(opposite, [source])] : [];
    });
    expect(turned.length).toBeGreaterThan(150);
    expect(turned.filter((fault) => fault !== null).length / turned.length).toBeGreaterThanOrEqual(0.9);
  });

  it('is not taken for what another document says, in 19 of 20', () => {
    const strange = sentences.map(({ sentence, source }, at) => checkSupport(sentence, [documents[(documents.indexOf(source) + 1 + (at % (documents.length - 1))) % documents.length]!]));
    expect(strange.filter((fault) => fault !== null).length / strange.length).toBeGreaterThanOrEqual(0.95);
  });
});

function oppositeOf(sentence: string): string | null {
  if (/\b(?:cannot|do not|does not|is not|are not)\b/.test(sentence)) return sentence.replace(/\bcannot\b/, 'can').replace(/\b(do|does|is|are) not\b/, '$1');
  const turned = sentence.replace(/\b(can|is|are|must|may)\b/, '$1 not');
  return turned === sentence || /n't\b|\bnot\b.*\bnot\b|\bno\b|\bnever\b/i.test(turned) ? null : turned;
}
