import { chunkDocument } from '@deskhand/retrieval/decide/chunk-document.js';
import { embedPassage } from '@deskhand/retrieval/decide/embed-text.js';
import { buildIndex, type KnowledgeIndex } from '@deskhand/retrieval/decide/knowledge-index.js';
import { searchPassages, understand } from '@deskhand/retrieval/decide/search-passages.js';
import { bm25 } from '@deskhand/retrieval/evals/bm25.js';
import type { Id } from './shapes.js';

interface Document {
  id: Id;
  title?: string | undefined;
  text: string;
}

interface Query {
  id: Id;
  text: string;
  relevant: Id[];
}

export interface RetrievalFigures {
  'recall@1': number;
  'recall@3': number;
  'recall@10': number;
  MRR: number;
  MAP: number;
  msPerQuery: number;
}

const named = 10;
/** Passages that each ranking may name: several may be of one document. */
const candidates = 60;

/** The desk's search over other people's documents, with BM25 over the same texts as the yardstick. */
export function evaluateRetrieval(corpus: readonly Document[], queries: readonly Query[]) {
  const index = indexOf(corpus);
  const rank = bm25(corpus.map(({ title, text }, id) => ({ id, text: `${title ?? ''} ${text}` })));
  const ours = ask(queries, (text) => searchPassages(understand(text, index), index, undefined, candidates).map(({ entry }) => Number(entry.documentId)), corpus);
  const theirs = ask(queries, rank, corpus);
  return { figures: ours.figures, yardstick: theirs.figures, predictions: ours.predictions, passages: index.entries.size };
}

function indexOf(corpus: readonly Document[]): KnowledgeIndex {
  let id = 0;
  const passages = corpus.flatMap(({ title = '', text }, documentId) =>
    chunkDocument({ title, body: text }).map((chunk) => ({
      id: id++, documentId: String(documentId), title, section: chunk.section, text: chunk.text, category: '', version: '', updated: '', chunkIndex: chunk.index,
    })),
  );
  return buildIndex('measured', passages.map((passage) => ({ ...passage, vector: embedPassage(passage) })));
}

function ask(queries: readonly Query[], search: (text: string) => number[], corpus: readonly Document[]): { figures: RetrievalFigures; predictions: { id: Id; ranked: Id[] }[] } {
  const began = performance.now();
  const predictions = queries.map(({ id, text }) => ({ id, ranked: [...new Set(search(text))].slice(0, named).map((at) => corpus[at]!.id) }));
  const msPerQuery = (performance.now() - began) / queries.length;
  const answerable = queries.map(({ relevant }, n) => ({ relevant: new Set(relevant), ranked: predictions[n]!.ranked })).filter(({ relevant }) => relevant.size > 0);
  const mean = (of: (one: (typeof answerable)[number]) => number) => answerable.reduce((sum, one) => sum + of(one), 0) / Math.max(1, answerable.length);
  const recall = (at: number) => mean(({ ranked, relevant }) => ranked.slice(0, at).filter((id) => relevant.has(id)).length / Math.min(at, relevant.size));
  const figures = {
    'recall@1': recall(1),
    'recall@3': recall(3),
    'recall@10': recall(10),
    MRR: mean(({ ranked, relevant }) => 1 / (ranked.findIndex((id) => relevant.has(id)) + 1 || Infinity)),
    MAP: mean(averagePrecision),
    msPerQuery,
  };
  return { figures, predictions };
}

function averagePrecision({ ranked, relevant }: { ranked: Id[]; relevant: Set<Id> }): number {
  let found = 0;
  const sum = ranked.reduce<number>((total, id, at) => total + (relevant.has(id) ? ++found / (at + 1) : 0), 0);
  return sum / Math.min(relevant.size, named);
}
