import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';
import { type Database, openDatabase } from '@deskhand/kit/database.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { EmbeddingEndpoint } from '@deskhand/model/embedding-endpoint.js';
import { type EmbeddingServer, startEmbeddingServer } from '@deskhand/model/testing/embedding-server.js';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { AddedDocuments } from './added-documents.js';
import { Knowledge } from './knowledge.js';
import { Librarian } from './librarian.js';
import { MemoryCache } from './result-cache.js';

function document(id: string, title: string, body: string): KnowledgeDocument {
  return { path: `knowledge/${id}.md`, title, category: 'support', updated: '2026-11-01', priority: 'high', body, sha256: createHash('sha256').update(body).digest('hex') };
}
const documents = [
  document('reimbursement', 'Reimbursement', 'We reimburse purchases in five days.'),
  document('tents', 'Tents', 'Every tent is made of polyester.'),
  document('hours', 'Opening hours', 'The shop opens at nine and closes at six.'),
];
const everything = { categories: [], limit: 3 };

let folder: string;
let db: Database;
let server: EmbeddingServer;
const lines: string[] = [];
const note = (detail: object, message: string) => void lines.push(`${message} ${JSON.stringify(detail)}`);
const logger = { info: note, warn: note } as unknown as Logger;

async function open(catalogue = documents): Promise<Knowledge> {
  const endpoint = new EmbeddingEndpoint({ baseUrl: server.url, apiKey: 'none', model: 'vectors-1', questionTimeoutMs: 1_000 });
  const knowledge = new Knowledge(db, new MemoryCache(), logger, { endpoint });
  await knowledge.open(catalogue);
  return knowledge;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-model-'));
  db = await openDatabase({ dataDir: folder });
  server = await startEmbeddingServer({ topics: [['reimburse', 'cash', 'dough', 'reimbursement'], ['tent', 'tents', 'shelter']] });
});
afterAll(async () => {
  await db.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await db.query("select 1 from pg_tables where tablename = 'added_document'").then(([table]) => table && db.query('delete from retrieval.added_document'));
  Object.assign(server, { mode: 'honest', dimensions: 64 });
  server.requests.length = 0;
  lines.length = 0;
});

it('finds by meaning what shares no word with the question', async () => {
  const { passages } = await (await open()).search('my dough', everything);
  expect(passages[0]?.documentId).toBe('reimbursement');
  expect(lines.at(-1)).toContain('"vectors":"vectors-1/64"');
});

it('sends a text once, whatever becomes of the document around it', async () => {
  await open();
  server.requests.length = 0;
  await open([...documents, document('copy', 'Tents', 'Every tent is made of polyester.'), document('new', 'Stoves', 'Stoves burn gas.')]);
  expect(server.requests.flat()).toEqual(['Where is my order?', 'Stoves\n\nStoves burn gas.']);
});

it('has an index version of its own for each model and dimension, and mixes none', async () => {
  const first = await open();
  server.dimensions = 32;
  const second = await open();
  expect(second.indexVersion).not.toBe(first.indexVersion);
  const lengths = await db.query<{ pipeline: string; kinds: number }>(
    `select d.pipeline, count(distinct coalesce(array_length(c.model_embedding, 1), 0))::int as kinds from retrieval.chunk c join retrieval.document d on d.id = c.document group by 1`,
  );
  expect(lengths.every(({ kinds }) => kinds === 1)).toBe(true);
  expect((await second.search('my dough', everything)).passages[0]?.documentId).toBe('reimbursement');
});

it('says so when the endpoint makes vectors of another dimension, and the old index goes on serving', async () => {
  const knowledge = await open();
  const librarian = new Librarian(documents, new AddedDocuments(db), knowledge);
  const version = knowledge.indexVersion;
  server.dimensions = 48;
  const offer = { id: 'parking', title: 'Parking', category: 'support', source: 'parking.md', text: 'Cars park behind the shop.' };
  await expect(librarian.add([offer], 'Ada')).rejects.toThrow('vectors-1 now makes vectors of 48 numbers, and the index has 64: the two are never mixed');
  expect(knowledge.indexVersion).toBe(version);
  expect((await knowledge.search('where is the tent', everything)).passages[0]?.documentId).toBe('tents');
  // Asked again, a whole index of the new dimension is made.
  await knowledge.reload();
  expect((await knowledge.search('where do cars park', everything)).passages[0]?.documentId).toBe('parking');
});

it('searches by words while the endpoint is away, from the start or later', async () => {
  server.mode = 'down';
  const late = await open([...documents, document('fresh', 'Lamps', 'Lamps need two batteries.')]);
  expect(lines.some((line) => line.startsWith('the search goes by words until the embedding endpoint answers') && line.includes('gave no answer for vectors-1: 500'))).toBe(true);
  expect((await late.search('lamp batteries', everything)).passages[0]?.documentId).toBe('fresh');
  server.mode = 'honest';
  const knowledge = await open();
  server.mode = 'down';
  expect((await knowledge.search('when does the shop open', everything)).passages[0]?.documentId).toBe('hours');
  expect(lines.at(-1)).toContain('a question is searched by words');
  server.mode = 'honest';
});

it('serves an empty knowledge base', async () => {
  expect(await (await open([])).search('where is the tent', everything)).toEqual({ passages: [], enough: false });
});
