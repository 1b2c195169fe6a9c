import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { type Database, openDatabase } from '@deskhand/kit/database.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embedQuestion } from '../decide/embed-question.js';
import { dimensions } from '../decide/embed-text.js';
import { buildIndex, type KnowledgeIndex } from '../decide/knowledge-index.js';
import { rankByVector } from '../decide/rank-passages.js';
import { type PineconeServer, startPineconeServer } from '../testing/pinecone-server.js';
import { KnowledgeStore } from './knowledge-store.js';
import { openPgvector } from './open-pgvector.js';
import { openPinecone } from './open-pinecone.js';
import { PgVectors } from './pg-vectors.js';
import { PineconeVectors } from './pinecone-vectors.js';
import { ProcessVectors } from './process-vectors.js';
import type { VectorSpace, VectorStore } from './vector-store.js';
import { VectorsOrElse } from './vectors-or-else.js';

const { knowledge } = loadCatalogue(fileURLToPath(new URL('../../../../deploy/catalogue', import.meta.url)));
const space: VectorSpace = { name: 'deskhand-words', kind: 'words', dimensions };
const questions = ['What is your return policy?', 'my parcell is lost', 'wash a sleeping bag', 'is the ridgeline tent waterproof', 'change my password'];

let folder: string;
let embedded: Database;
let server: Database;
let pinecone: PineconeServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-vectors-'));
  embedded = await openDatabase({ dataDir: folder });
  server = await openDatabase({ databaseUrl: await freshDatabase(), dataDir: '' });
  pinecone = await startPineconeServer(dimensions, 'key-1');
});
afterAll(async () => {
  await Promise.all([embedded.close(), server.close(), pinecone.close()]);
  await rm(folder, { recursive: true, force: true });
});

interface Place {
  name: string;
  database: () => Database;
  store: (db: Database) => VectorStore;
}
const places: Place[] = [
  { name: 'pgvector in PGlite', database: () => embedded, store: (db) => new PgVectors(db) },
  { name: 'pgvector in Postgres', database: () => server, store: (db) => new PgVectors(db) },
  { name: 'this process', database: () => embedded, store: () => new ProcessVectors() },
  { name: 'Pinecone (played)', database: () => embedded, store: (db) => new PineconeVectors(db, { apiKey: 'key-1', host: pinecone.url }) },
];

/** An index of some documents, in the tables as the desk has it. */
async function indexIn(db: Database, version: string, documents = knowledge): Promise<{ index: KnowledgeIndex; rows: Map<string, number> }> {
  await migrate(db, 'retrieval', new URL('../../migrations/', import.meta.url));
  await openPgvector(db, createLogger({ name: 'spec', level: 'silent' }));
  const store = new KnowledgeStore(db);
  const keyed = documents.map((document) => ({ document, key: { path: document.path, version, pipeline: 'spec' } }));
  const rows = await store.saveDocuments(keyed, null);
  return { index: buildIndex(version, await store.loadPassages([...rows.values()])), rows };
}

describe.each(places)('vectors in $name', ({ database, store: open }) => {
  const near = (store: VectorStore, { index, rows }: { index: KnowledgeIndex; rows: Map<string, number> }, question: string, categories: readonly string[] = [], most = 20) => {
    const wanted = new Set(categories);
    const documents = knowledge.flatMap(({ path, category }) => (rows.has(path) && (wanted.size === 0 || wanted.has(category)) ? [rows.get(path)!] : []));
    return store.nearest({ vector: embedQuestion(question, index.vocabulary), index, space, documents, categories: wanted, most });
  };
  const exact = (index: KnowledgeIndex, question: string, categories: readonly string[] = []) =>
    rankByVector(embedQuestion(question, index.vocabulary), index, 20, ({ category }) => categories.length === 0 || categories.includes(category));

  it('finds what comparing with all of them finds, in all categories and in some', async () => {
    const [store, held] = [open(database()), await indexIn(database(), 'one')];
    await store.hold(held.index, space);
    for (const question of questions) {
      expect(await near(store, held, question)).toEqual(exact(held.index, question));
      expect(await near(store, held, question, ['returns', 'shipping'])).toEqual(exact(held.index, question, ['returns', 'shipping']));
    }
    expect(await near(store, held, 'anything', ['nowhere'])).toEqual([]);
    expect(await near(store, held, questions[0]!, [], 3)).toEqual(exact(held.index, questions[0]!).slice(0, 3));
  });

  it('keeps two index versions apart', async () => {
    const store = open(database());
    const [all, some] = [await indexIn(database(), 'two'), await indexIn(database(), 'three', knowledge.filter(({ category }) => category !== 'returns'))];
    await store.hold(all.index, space);
    await store.hold(some.index, space);
    expect(await near(store, all, questions[0]!)).toEqual(exact(all.index, questions[0]!));
    expect(await near(store, some, questions[0]!)).toEqual(exact(some.index, questions[0]!));
  });

  it('serves an empty knowledge base', async () => {
    const [store, held] = [open(database()), { index: buildIndex('none', []), rows: new Map<string, number>() }];
    await store.hold(held.index, space);
    expect(await near(store, held, 'anything')).toEqual([]);
  });
});

describe('Pinecone', () => {
  const open = (apiKey = 'key-1') => new PineconeVectors(embedded, { apiKey, host: pinecone.url });

  it('is given each passage once, and all of them again when it has lost some', async () => {
    const { index } = await indexIn(embedded, 'given');
    const upserts = () => pinecone.asked.filter((path) => path === '/vectors/upsert').length;
    await open().hold(index, space);
    const before = upserts();
    await open().hold(index, space);
    expect(upserts()).toBe(before);
    pinecone.namespaces.delete(space.name);
    await open().hold(index, space);
    expect(pinecone.namespaces.get(space.name)?.size).toBe(index.entries.size);
  });

  it('refuses another dimension with a sentence', async () => {
    const { index } = await indexIn(embedded, 'given');
    await expect(open().hold(index, { ...space, dimensions: 1_536 })).rejects.toThrow('holds vectors of 256 numbers and the search makes 1536');
  });

  it('is stood in for while it is away, and when it refuses the key', async () => {
    const lines: string[] = [];
    const logger = { warn: (detail: { reason: string }, message: string) => lines.push(`${message}: ${detail.reason}`) } as never;
    const { index, rows } = await indexIn(embedded, 'given');
    const ask = (store: VectorStore) => store.nearest({ vector: embedQuestion(questions[0]!, index.vocabulary), index, space, documents: [...rows.values()], categories: new Set(), most: 5 });
    const expected = rankByVector(embedQuestion(questions[0]!, index.vocabulary), index, 5);
    const store = new VectorsOrElse(open(), new ProcessVectors(), logger);
    await store.hold(index, space);
    pinecone.mode = 'down';
    expect(await ask(store)).toEqual(expected);
    const asked = pinecone.asked.length;
    expect(await ask(store)).toEqual(expected);
    expect(pinecone.asked.length).toBe(asked);
    pinecone.mode = 'serving';
    const stranger = new VectorsOrElse(open('another key'), new ProcessVectors(), logger);
    await stranger.hold(index, space);
    expect(await ask(stranger)).toEqual(expected);
    expect(lines).toEqual([expect.stringContaining('Pinecone does not answer'), expect.stringContaining('Pinecone does not serve this index')]);
  });

  it('is used only when it is named whole', () => {
    expect(openPinecone(embedded, {})).toBeNull();
    expect(() => openPinecone(embedded, { PINECONE_INDEX: 'shop' })).toThrow('PINECONE_API_KEY is not set');
    expect(() => openPinecone(embedded, { PINECONE_API_KEY: 'k' })).toThrow('no index is named');
    expect(openPinecone(embedded, { PINECONE_API_KEY: 'k', PINECONE_HOST: pinecone.url })?.name).toBe('Pinecone');
  });
});
