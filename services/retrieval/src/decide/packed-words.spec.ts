import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { chunkDocument } from './chunk-document.js';
import { embedPassage } from './embed-text.js';
import { buildIndex } from './knowledge-index.js';
import { packWords, rankPackedWords } from './packed-words.js';
import { rankByWords } from './rank-passages.js';
import { readQuestion } from './read-question.js';

const { knowledge, examples } = loadCatalogue(fileURLToPath(new URL('../../../../deploy/catalogue', import.meta.url)));
const index = buildIndex(
  'packed',
  knowledge
    .flatMap((document) => chunkDocument(document).map((chunk) => ({ ...document, ...chunk, documentId: document.path })))
    .map(({ documentId, title, section, category, index: chunkIndex, text }, id) => ({ id, documentId, title, section, category, version: '', updated: '', chunkIndex, text, vector: embedPassage({ title, section, text }) })),
);
const packed = packWords(index);

it.each([[[]], [['returns', 'shipping']], [['nowhere']]])('ranks as the plain way does, in %j', (categories) => {
  const wanted = new Set<string>(categories);
  const scoreless = (ids: readonly number[]) => [...ids].sort((one, other) => one - other);
  for (const { text } of examples.filter((_, at) => at % 40 === 0)) {
    const terms = readQuestion(text, index.vocabulary);
    const plain = rankByWords(terms, index, 1_000, ({ category }) => wanted.size === 0 || wanted.has(category));
    expect(scoreless(rankPackedWords(terms, packed, wanted, 1_000))).toEqual(scoreless(plain));
    // Sums in single precision: what is equally good may change places.
    expect(rankPackedWords(terms, packed, wanted, 5)[0]).toBeOneOf([...plain.slice(0, 3), undefined]);
  }
});
