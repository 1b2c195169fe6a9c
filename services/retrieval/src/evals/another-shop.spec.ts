import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { chunkDocument } from '../decide/chunk-document.js';
import { embedPassage } from '../decide/embed-text.js';
import { buildIndex } from '../decide/knowledge-index.js';
import { pickPassages } from '../decide/pick-passages.js';
import { searchPassages, understand } from '../decide/search-passages.js';

const { knowledge } = loadCatalogue(fileURLToPath(new URL('../../../../deploy/examples/gym', import.meta.url)));
const index = buildIndex(
  'gym',
  knowledge
    .flatMap((document) => chunkDocument(document).map((chunk) => ({ document, chunk })))
    .map(({ document: { path, title, category }, chunk: { index: chunkIndex, section, text } }, id) => ({
      id, documentId: path.replace(/^knowledge\/|\.md$/g, ''), title, section, category, version: '', updated: '', chunkIndex, text, vector: embedPassage({ title, section, text }),
    })),
);

it.each([
  ['how much is a day pass?', 'passes/day-passes-and-trials', '£9'],
  ['how do I freeze my membership', 'membership/freeze', 'Membership, then Freeze'],
  ["what's the notice period to cancel my membership", 'membership/cancel', "30 days' notice"],
  ['how far ahead can I book a class', 'classes/booking-classes', '7 days ahead'],
  ['how does the waiting list work when a class is full', 'classes/booking-classes', 'waiting list'],
  ['are you open on bank holidays', 'clubs/opening-hours', '8:00 to 16:00'],
  ['is there parking at Hillside', 'clubs/lockers-showers-parking', '3 hours'],
  ['my payment failed, what happens now', 'payments/direct-debit', 'again after 5 days'],
  ['the light at the door stays red', 'app/app-and-door-code', 'stays red'],
  ['how much is a personal trainer', 'training/personal-training', '£38'],
])('finds in the documents of another trade what is asked: %s', (question, document, said) => {
  const asked = understand(question, index);
  const { passages, enough } = pickPassages(searchPassages(asked, index), 3, asked.terms.length);
  expect(passages.slice(0, 2).map(({ documentId }) => documentId)).toContain(document);
  expect(passages.map(({ text }) => text).join('\n')).toContain(said);
  expect(enough).toBe(true);
});
