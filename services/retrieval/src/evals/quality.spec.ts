import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chunkDocument, chunkSizes } from '../decide/chunk-document.js';
import { embedPassage } from '../decide/embed-text.js';
import { buildIndex } from '../decide/knowledge-index.js';
import { enoughScore } from '../decide/enough-score.js';
import { searchPassages, understand } from '../decide/search-passages.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const { knowledge, examples } = loadCatalogue(`${root}deploy/catalogue`);
const passages = knowledge.flatMap((document) => chunkDocument(document).map((chunk) => ({ document, chunk })));
const index = buildIndex(
  'quality',
  passages.map(({ document: { path, title, category, updated }, chunk: { index: chunkIndex, section, text } }, id) => ({
    id, documentId: path.replace(/^knowledge\/|\.md$/g, ''), title, category, updated, version: '', chunkIndex, section, text,
    vector: embedPassage({ title, section, text }),
  })),
);
const lines = readFileSync(`${root}services/retrieval/evals/questions.jsonl`, 'utf8').trim().split('\n');
const questions = lines.map((line) => JSON.parse(line) as { text: string; relevant: string[]; heldOut?: boolean });
const best = (text: string) => searchPassages(understand(text, index), index)[0];
const isEnough = ({ text }: { text: string }) => (best(text)?.score ?? 0) >= enoughScore(understand(text, index).terms.length);
const share = <T>(all: readonly T[], holds: (one: T) => boolean) => all.filter(holds).length / all.length;

describe('the search on the shipped knowledge base', () => {
  it('cuts no section of it', () => {
    expect(Math.max(...passages.map(({ chunk }) => chunk.text.length))).toBeLessThanOrEqual(chunkSizes.size);
  });

  it('knows only documents that exist', () => {
    const known = new Set([...index.entries.values()].map(({ documentId }) => documentId));
    expect(questions.flatMap(({ relevant }) => relevant).filter((document) => !known.has(document))).toEqual([]);
  });

  it('puts a right document first for most questions, also for those nobody tuned to', () => {
    const right = ({ text, relevant }: (typeof questions)[number]) => relevant.includes(best(text)?.entry.documentId ?? '');
    const answerable = questions.filter(({ relevant }) => relevant.length > 0);
    expect(share(answerable.filter(({ heldOut }) => !heldOut), right)).toBeGreaterThan(0.85);
    expect(share(answerable.filter(({ heldOut }) => heldOut), right)).toBeGreaterThan(0.7);
  });

  it('says "not enough" to most of what the shop has nothing on', () => {
    const strangers = [...questions.filter(({ relevant }) => relevant.length === 0), ...examples.filter(({ intent }) => intent === 'out_of_scope')];
    expect(share(strangers, isEnough)).toBeLessThan(0.1);
    const answerable = questions.filter(({ relevant }) => relevant.length > 0);
    expect(share(answerable.filter(({ heldOut }) => !heldOut), isEnough)).toBeGreaterThan(0.9);
    expect(share(answerable.filter(({ heldOut }) => heldOut), isEnough)).toBeGreaterThan(0.7);
  });
});
