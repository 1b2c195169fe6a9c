import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { type Database, openDatabase } from '@deskhand/kit/database.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { queryPostgres } from '@deskhand/testing/infrastructure/query-postgres.js';
import { sharedRedis } from '@deskhand/testing/infrastructure/shared-redis.js';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Found } from '../decide/pick-passages.js';
import { Knowledge } from './knowledge.js';
import { MemoryCache, RedisCache, type ResultCache } from './result-cache.js';

const { knowledge: shipped } = loadCatalogue(fileURLToPath(new URL('../../../../deploy/catalogue', import.meta.url)));
const everything = { categories: [], limit: 3 };

class RecordingLog {
  readonly lines: string[] = [];
  readonly logger = {
    info: (detail: object, message: string) => this.lines.push(`${message} ${JSON.stringify(detail)}`),
    warn: (detail: object, message: string) => this.lines.push(`${message} ${JSON.stringify(detail)}`),
  } as unknown as Logger;
}

class NoCache implements ResultCache {
  async get(): Promise<undefined> {}
  async set(): Promise<void> {}
  async close(): Promise<void> {}
}

async function open(db: Database, documents: readonly KnowledgeDocument[] = shipped, cache: ResultCache = new NoCache(), log = new RecordingLog()): Promise<Knowledge> {
  const knowledge = new Knowledge(db, cache, log.logger);
  await knowledge.open(documents);
  return knowledge;
}

function edited(path: string, body: string): KnowledgeDocument[] {
  const sha256 = createHash('sha256').update(body).digest('hex');
  return shipped.map((document) => (document.path === path ? { ...document, body, sha256 } : document));
}

const names = ({ passages }: Found) => passages.map(({ documentId, chunkIndex }) => `${documentId}#${chunkIndex}`);

interface Place {
  name: string;
  open(): Promise<Database>;
}

const folders: string[] = [];
const places: Place[] = [
  {
    name: 'PGlite',
    open: async () => {
      folders.push(await mkdtemp(join(tmpdir(), 'deskhand-retrieval-')));
      return openDatabase({ dataDir: folders.at(-1)! });
    },
  },
  { name: 'Postgres', open: async () => openDatabase({ databaseUrl: await freshDatabase(), dataDir: '' }) },
];

describe.each(places)('the knowledge base on $name', ({ open: openPlace }) => {
  let db: Database;
  beforeAll(async () => {
    db = await openPlace();
  });
  afterAll(async () => {
    await db.close();
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });

  it('answers what the documents say, with everything a citation needs', async () => {
    const { passages, enough } = await (await open(db)).search('What is your return policy?', everything);
    expect(enough).toBe(true);
    expect(passages.length).toBeLessThanOrEqual(3);
    expect(passages[0]).toMatchObject({ documentId: 'returns/return-policy', title: 'Return policy', category: 'returns', updated: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), version: expect.stringMatching(/^[0-9a-f]{12}$/) });
    expect(passages[0]!.score).toBeGreaterThan(0.5);
  });

  it('says honestly that there is nothing', async () => {
    const knowledge = await open(db);
    expect(await knowledge.search('florble wug zanther the quixotic blimp', everything)).toMatchObject({ enough: false });
    expect(await knowledge.search('?!', everything)).toEqual({ passages: [], enough: false });
    expect(await knowledge.search("'); drop table chunk; -- \\ 'x' & | ! <-> :*", everything)).toMatchObject({ enough: expect.any(Boolean) });
  });

  it('keeps to the categories it is given', async () => {
    const { passages } = await (await open(db)).search('What is your return policy?', { categories: ['shipping', 'tracking'], limit: 3 });
    expect(passages.map(({ category }) => category).filter((category) => category !== 'shipping' && category !== 'tracking')).toEqual([]);
    expect(await (await open(db)).search('What is your return policy?', { categories: ['nowhere'], limit: 3 })).toEqual({ passages: [], enough: false });
  });

  it('cuts and embeds only what is new, and goes back to an old index version with the old documents', async () => {
    const first = await open(db);
    const log = new RecordingLog();
    const changed = await open(db, edited('knowledge/returns/return-policy.md', '# Return policy\n\nReturns are accepted for 77 days.'), new NoCache(), log);
    expect(log.lines.at(-1)).toMatch(/"indexed":1,/);
    expect(changed.indexVersion).not.toBe(first.indexVersion);
    const text = async (knowledge: Knowledge) => (await knowledge.search('What is your return policy?', everything)).passages.map((passage) => passage.text).join(' ');
    expect(await text(changed)).toContain('77 days');
    const back = await open(db, shipped, new NoCache(), log);
    expect(log.lines.at(-1)).toMatch(/"indexed":0,/);
    expect(back.indexVersion).toBe(first.indexVersion);
    // Both versions are in the tables, and each index sees its own: a canary with another catalogue shares them.
    expect(await text(back)).not.toContain('77 days');
    expect(await text(changed)).toContain('77 days');
  });

  it('starts with documents that it cannot read, and names them', async () => {
    const log = new RecordingLog();
    const knowledge = await open(db, edited('knowledge/returns/exchanges.md', '返品は14日以内にお申し込みください。送料はお客様のご負担となります。'), new NoCache(), log);
    expect(log.lines).toContainEqual(expect.stringMatching(/written in Japanese.*exchanges\.md/));
    expect(await knowledge.search('What is your return policy?', everything)).toMatchObject({ enough: true });
  });

  it('forgets a document that is gone', async () => {
    const without = await open(db, shipped.filter(({ category }) => category !== 'returns'));
    expect(names(await without.search('What is your return policy?', { categories: [], limit: 20 })).filter((name) => name.startsWith('returns/'))).toEqual([]);
  });

  it('is indexed once when several processes start at once', async () => {
    const documents = edited('knowledge/returns/exchanges.md', '# Exchanges\n\nSwap it within 55 days.');
    const all = await Promise.all([open(db, documents), open(db, documents), open(db, documents)]);
    const chunks = await db.query<{ n: number }>(`select count(*)::int as n from retrieval.chunk where text like '%55 days%'`);
    expect(chunks).toEqual([{ n: 1 }]);
    expect(new Set(all.map(({ indexVersion }) => indexVersion)).size).toBe(1);
  });

  it('finds the same whatever becomes of the cache', async () => {
    const questions = ['What is your return policy?', 'how long does shipping take', 'is the ridgeline tent waterproof'];
    const cache = new MemoryCache();
    const cached = await open(db, shipped, cache);
    const plain = await open(db);
    for (const question of questions) {
      const expected = await plain.search(question, everything);
      expect(await cached.search(question, everything)).toEqual(expected);
      expect(await cached.search(question, everything)).toEqual(expected);
      await cache.close();
      expect(await cached.search(question, everything)).toEqual(expected);
    }
  });

  it('searches fast enough to be in nobody’s way', async () => {
    const knowledge = await open(db);
    const began = performance.now();
    await Promise.all(Array.from({ length: 400 }, (_, n) => knowledge.search(`Where is parcel ${n}, and can I still return the tent?`, everything)));
    expect(400 / ((performance.now() - began) / 1000)).toBeGreaterThan(100);
  });
});

describe('without pgvector', () => {
  it('finds the nearest passages in this process, the same ones, and the log says so', async () => {
    const url = new URL(await freshDatabase());
    const role = `plain_${randomUUID().slice(0, 8)}`;
    // The extension is not trusted: who is no superuser cannot create it.
    await queryPostgres(url.href, `create role ${role} login`);
    await queryPostgres(url.href, `grant all on database ${url.pathname.slice(1)} to ${role}`);
    const withVectors = await openDatabase({ databaseUrl: await freshDatabase(), dataDir: '' });
    url.username = role;
    const db = await openDatabase({ databaseUrl: url.href, dataDir: '' });
    try {
      const log = new RecordingLog();
      const knowledge = await open(db, shipped, new NoCache(), log);
      expect(log.lines[0]).toMatch(/no pgvector: the nearest passages are found in this process/);
      const usual = await open(withVectors);
      for (const question of ['What is your return policy?', 'my parcell is lost', 'wash a sleeping bag']) expect(names(await knowledge.search(question, everything))).toEqual(names(await usual.search(question, everything)));
    } finally {
      await db.close();
      await withVectors.close();
    }
  });
});

describe('with Redis', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openDatabase({ databaseUrl: await freshDatabase(), dataDir: '' });
  });
  afterAll(() => db.close());

  it('shares what was found with the other processes', async () => {
    const log = new RecordingLog();
    const caches = [new RedisCache(await sharedRedis(), log.logger), new RedisCache(await sharedRedis(), log.logger)];
    const found: Found = { passages: [], enough: false };
    const key = randomUUID();
    try {
      await expect.poll(async () => (await caches[0]!.set(key, found), caches[1]!.get(key))).toEqual(found);
    } finally {
      await Promise.all(caches.map((cache) => cache.close()));
    }
  });

  it('answers as ever while Redis is away, and complains once', async () => {
    const log = new RecordingLog();
    const cache = new RedisCache('redis://127.0.0.1:1', log.logger);
    try {
      const knowledge = await open(db, shipped, cache, log);
      const plain = await open(db);
      for (const question of ['What is your return policy?', 'gift wrapping']) expect(await knowledge.search(question, everything)).toEqual(await plain.search(question, everything));
      expect(log.lines.filter((line) => line.includes('cache does not answer'))).toHaveLength(1);
    } finally {
      await cache.close();
    }
  });
});
