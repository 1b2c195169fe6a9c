// node services/retrieval/dist/evals/measure-scale.js [--passages 100000] [--vectors-only] [--database-url URL]
// How long a search takes in a large knowledge base, and how much of exact search it finds: without a database for the vectors alone,
// in PGlite (or the database named) for the whole search.
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { openDatabase } from '@deskhand/kit/database.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { embedQuestion } from '../decide/embed-question.js';
import { embedPassage } from '../decide/embed-text.js';
import { fuseRanks } from '../decide/fuse-ranks.js';
import { buildIndex } from '../decide/knowledge-index.js';
import { packWords, rankPackedWords } from '../decide/packed-words.js';
import { pickPassages } from '../decide/pick-passages.js';
import { rankByVector } from '../decide/rank-passages.js';
import { nearestOfPacked, packVectors } from '../decide/byte-vectors.js';
import { readQuestion } from '../decide/read-question.js';
import { rerank } from '../decide/rerank.js';
import { candidatesEach, understand } from '../decide/search-passages.js';
import { Knowledge } from '../perform/knowledge.js';
import { madeUpKnowledge } from './made-up-knowledge.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const say = (line: string) => process.stdout.write(`${line}\n`);
const { values } = parseArgs({ options: { passages: { type: 'string', default: '100000' }, 'database-url': { type: 'string' }, 'vectors-only': { type: 'boolean', default: false } } });

const catalogue = loadCatalogue(join(root, 'deploy/catalogue'));
const sentences = catalogue.knowledge.flatMap(({ body }) => body.split(/(?<=[.!?])\s+|\n+/)).filter((sentence) => sentence.length > 20);
const documents = madeUpKnowledge(Number(values.passages), sentences, catalogue.examples.filter(({ intent }) => intent !== 'small_talk').map(({ text }) => text));
const lines = (await readFile(join(root, 'services/retrieval/evals/questions.jsonl'), 'utf8')).trim().split('\n');
const questions = lines.map((line) => (JSON.parse(line) as { text: string }).text);

/** Questions that are compared with exact search, which takes its time. */
const comparedExactly = 60;

/** Milliseconds of each, after a first round that nobody counts. */
async function time(search: (question: string) => unknown, count = questions.length): Promise<string> {
  const counted = questions.slice(0, count);
  for (const question of counted.slice(0, 20)) await search(`${question} first`);
  const taken: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (const question of counted) {
    const began = performance.now();
    await search(question);
    taken.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  taken.sort((one, other) => one - other);
  const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(share * taken.length))]!.toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, processor ${((user + system) / 1_000 / counted.length).toFixed(1)} ms each`;
}

async function measureVectors(): Promise<void> {
  const passages = documents.map(({ title, category, body, path }, id) => ({
    id, documentId: path, title, section: title, category, version: '', updated: '', chunkIndex: 0, text: body, vector: embedPassage({ title, section: title, text: body }),
  }));
  const index = buildIndex('scale', passages);
  const packed = packVectors(passages);
  const asked = new Map(questions.map((question) => [question, embedQuestion(question, index.vocabulary)]));
  const vectorOf = (question: string) => asked.get(question) ?? embedQuestion(question, index.vocabulary);
  const found = questions.slice(0, comparedExactly).map((question) => {
    const near = new Set(nearestOfPacked(vectorOf(question), packed, new Set(), 10));
    return rankByVector(vectorOf(question), index, 10).filter((id) => near.has(id)).length / 10;
  });
  say(`vectors of ${passages.length} passages, ${questions.length} questions`);
  say(`  by bytes   ${await time((question) => nearestOfPacked(vectorOf(question), packed, new Set(), 10))}; recall@10 against exact search ${(found.reduce((sum, share) => sum + share, 0) / found.length).toFixed(3)}, worst ${Math.min(...found).toFixed(1)}`);
  say(`  in one category of six  ${await time((question) => nearestOfPacked(vectorOf(question), packed, new Set(['returns']), 10))}`);
  const words = packWords(index);
  say(`  by words   ${await time((question) => rankPackedWords(readQuestion(question, index.vocabulary), words, new Set(), candidatesEach))}`);
  say(`  the whole search without its cache and its database  ${await time((question) => {
    const { terms, vector } = understand(question, index);
    const rankings = [rankPackedWords(terms, words, new Set(), candidatesEach), nearestOfPacked(vector, packed, new Set(), candidatesEach)];
    return pickPassages(rerank(fuseRanks(rankings), terms, vector, index), 3, terms.length);
  })}`);
  say(`  exactly, the first ${comparedExactly}  ${await time((question) => rankByVector(vectorOf(question), index, 10), comparedExactly)}`);
}

async function measureWhole(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-scale-'));
  const db = await openDatabase({ databaseUrl: values['database-url'], dataDir: folder });
  const noCache = { get: async () => undefined, set: async () => {}, close: async () => {} };
  try {
    const knowledge = new Knowledge(db, noCache, createLogger({ name: 'scale', level: 'silent' }));
    const began = performance.now();
    await knowledge.open(documents);
    say(`whole search in ${values['database-url'] ? 'Postgres' : 'PGlite'}, indexed in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    say(`  of everything            ${await time((question) => knowledge.search(question, { categories: [], limit: 3 }))}`);
    say(`  in two categories of six ${await time((question) => knowledge.search(question, { categories: ['returns', 'shipping'], limit: 3 }))}`);
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await measureVectors();
if (!values['vectors-only']) await measureWhole();
