// node services/retrieval/dist/evals/measure.js [--data DIR]
// How well the search finds: own questions on the shipped knowledge base, and StackFAQ where DIR has it, against BM25 in the same run.
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chunkDocument } from '../decide/chunk-document.js';
import { embedPassage } from '../decide/embed-text.js';
import { enoughScore, leastScore } from '../decide/enough-score.js';
import { buildIndex, type KnowledgeIndex } from '../decide/knowledge-index.js';
import { rankByVector, rankByWords } from '../decide/rank-passages.js';
import { searchPassages, understand } from '../decide/search-passages.js';
import { bm25 } from './bm25.js';

interface Case {
  text: string;
  relevant: string[];
}
type Search = (text: string) => { document: string; score: number }[];

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const say = (line: string) => process.stdout.write(`${line}\n`);
const percent = (share: number) => (100 * share).toFixed(1);

function readLines<T>(file: string): T[] {
  return readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as T);
}

function indexOf(passages: { document: string; title: string; section: string; category?: string; text: string }[]): KnowledgeIndex {
  const stored = passages.map(({ document, category = '', ...rest }, id) => ({ id, documentId: document, category, version: '', updated: '', chunkIndex: id, ...rest }));
  return buildIndex('measured', stored.map((passage) => ({ ...passage, vector: embedPassage(passage) })));
}

function searchesOn(index: KnowledgeIndex): Record<string, Search> {
  const named = (ids: number[]) => ids.map((id) => ({ document: index.entries.get(id)!.documentId, score: 0 }));
  const rank = bm25([...index.entries.values()].map(({ id, title, section, text }) => ({ id, text: section === title ? `${title} ${text}` : `${title} ${section} ${text}` })));
  return {
    'BM25, no fields': (text) => named(rank(text)),
    'words alone': (text) => named(rankByWords(understand(text, index).terms, index, 200)),
    'vectors alone': (text) => named(rankByVector(understand(text, index).vector, index, 200)),
    'fused, reranked': (text) => searchPassages(understand(text, index), index, undefined, 50).map(({ entry, score }) => ({ document: entry.documentId, score })),
  };
}

/** `passagesOf`: how many passages a right answer has, for the average precision over passages. */
function judge(search: Search, cases: readonly Case[], passagesOf: (document: string) => number): string {
  let first = 0;
  let third = 0;
  let precision = 0;
  for (const { text, relevant } of cases) {
    const hits = search(text).map(({ document }) => relevant.includes(document));
    first += hits[0] ? 1 : 0;
    third += hits.slice(0, 3).includes(true) ? 1 : 0;
    let found = 0;
    const sum = hits.reduce((total, hit, at) => total + (hit ? ++found / (at + 1) : 0), 0);
    precision += sum / Math.max(1, relevant.reduce((total, document) => total + passagesOf(document), 0));
  }
  return `hit@1 ${percent(first / cases.length)}  hit@3 ${percent(third / cases.length)}  MAP ${percent(precision / cases.length)}`;
}

function compare(title: string, index: KnowledgeIndex, cases: readonly Case[]): void {
  const passages = [...index.entries.values()];
  const counts = new Map<string, number>();
  for (const { documentId } of passages) counts.set(documentId, (counts.get(documentId) ?? 0) + 1);
  say(`\n${title}: ${cases.length} questions, ${passages.length} passages`);
  for (const [name, search] of Object.entries(searchesOn(index))) {
    const began = performance.now();
    const line = judge(search, cases, (document) => counts.get(document) ?? 0);
    say(`  ${name.padEnd(16)} ${line}  ${((performance.now() - began) / cases.length).toFixed(2)} ms`);
  }
}

function measureShipped(): void {
  const catalogue = loadCatalogue(join(root, 'deploy/catalogue'));
  const passages = catalogue.knowledge.flatMap((document) =>
    chunkDocument(document).map(({ section, text }) => ({ document: document.path.replace(/^knowledge\/|\.md$/g, ''), title: document.title, category: document.category, section, text })),
  );
  const index = indexOf(passages);
  const questions = readLines<Case & { heldOut?: boolean }>(join(root, 'services/retrieval/evals/questions.jsonl'));
  const answerable = questions.filter(({ relevant }) => relevant.length > 0);
  compare('Own questions, looked at while tuning', index, answerable.filter(({ heldOut }) => !heldOut));
  compare('Own questions, held out', index, answerable.filter(({ heldOut }) => heldOut));
  const outOfScope = catalogue.examples.filter(({ intent }) => intent === 'out_of_scope').map(({ text }) => ({ text, relevant: [] as string[] }));
  const strangers = questions.filter(({ relevant }) => relevant.length === 0);
  const judged = (cases: readonly Case[]) => cases.map(({ text, relevant }) => {
      const question = understand(text, index);
      return { relevant, best: searchPassages(question, index)[0], needed: enoughScore(question.terms.length) };
    });
  const groups = {
    'answerable, looked at': judged(answerable.filter(({ heldOut }) => !heldOut)),
    'answerable, held out': judged(answerable.filter(({ heldOut }) => heldOut)),
    'not answerable': judged([...strangers, ...outOfScope]),
  };
  say('\n"Enough", by the bound on the best score (in brackets: with a right document)');
  for (const bound of [0.3, 0.4, leastScore, 0.6, 0.7, 0.8, 'by words'] as const) {
    const parts = Object.entries(groups).map(([name, cases]) => {
      const taken = cases.filter(({ best, needed }) => (best?.score ?? 0) >= (bound === 'by words' ? needed : bound));
      const right = taken.filter(({ best, relevant }) => relevant.includes(best?.entry.documentId ?? ''));
      return `${name} (${cases.length}): ${percent(taken.length / cases.length)} % (${percent(right.length / cases.length)})`;
    });
    say(`  ${bound}  ${parts.join('   ')}${bound === 'by words' ? '  <- what the desk does' : ''}`);
  }
}

function measureStackFaq(file: string): void {
  const threads = readLines<{ id: string; question: string; answers: string[]; queries: string[] }>(file);
  const passages = threads.flatMap(({ id, question, answers }) => answers.map((text) => ({ document: id, title: question, section: question, text })));
  const cases = threads.flatMap(({ id, queries }) => queries.map((text) => ({ text, relevant: [id] })));
  const index = indexOf(passages);
  const isTuned = ({ text }: Case) => [...text].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) | 0, 0) % 2 === 0;
  compare('StackFAQ, the half that field weights were chosen on', index, cases.filter(isTuned));
  compare('StackFAQ, the other half', index, cases.filter((one) => !isTuned(one)));
}

const { values } = parseArgs({ options: { data: { type: 'string' } } });
measureShipped();
const stackFaq = values.data && join(values.data, 'stackfaq.jsonl');
if (!stackFaq) say('\nStackFAQ is left out: name the folder of stackfaq.jsonl with --data.');
else if (!existsSync(stackFaq)) say(`\nStackFAQ is left out: there is no ${stackFaq}.`);
else measureStackFaq(stackFaq);
