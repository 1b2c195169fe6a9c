import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';
import type { Database } from '@deskhand/kit/database.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { createHash } from 'node:crypto';
import { chunkDocument } from '../decide/chunk-document.js';
import { embedPassage } from '../decide/embed-text.js';
import { enoughScore } from '../decide/enough-score.js';
import { fuseRanks } from '../decide/fuse-ranks.js';
import { buildIndex, type KnowledgeIndex } from '../decide/knowledge-index.js';
import { type Found, pickPassages } from '../decide/pick-passages.js';
import { rerank } from '../decide/rerank.js';
import { searchPassages, understand } from '../decide/search-passages.js';
import { AddedDocuments, asKnowledge } from './added-documents.js';
import { findCandidates } from './find-candidates.js';
import { type DocumentKey, KnowledgeStore } from './knowledge-store.js';
import { openVectors } from './open-vectors.js';
import type { ResultCache } from './result-cache.js';

/** What a search may answer from, and how much of it. */
export interface SearchScope {
  /** Empty: all. */
  readonly categories: readonly string[];
  /** Passages to keep. */
  readonly limit: number;
}

interface Opened {
  readonly index: KnowledgeIndex;
  /** Tells releases apart that find different things in the same index: a canary shares the cache with the others. */
  readonly manner: string;
  readonly hasVectors: boolean;
  /** Rows of the document table, by category. */
  readonly documents: ReadonlyMap<string, readonly number[]>;
  /** Of the added documents. */
  readonly revision: string;
}

/** How long another process may go on finding what this one has changed. */
const noticeMs = 1_000;

/** The knowledge base: the catalogue's documents and the added ones, indexed when the desk starts and whenever a document is added. */
export class Knowledge {
  readonly #store: KnowledgeStore;
  readonly #added: AddedDocuments;
  #catalogue: readonly KnowledgeDocument[] = [];
  #opened: Opened | undefined;
  #lookedAt = 0;
  #loading: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly cache: ResultCache,
    private readonly logger: Logger,
  ) {
    this.#store = new KnowledgeStore(db);
    this.#added = new AddedDocuments(db);
  }

  async open(catalogue: readonly KnowledgeDocument[]): Promise<void> {
    await migrate(this.db, 'retrieval', new URL('../../migrations/', import.meta.url));
    this.#catalogue = catalogue;
    const hasVectors = await openVectors(this.db, this.logger);
    this.#opened = await this.#load(hasVectors);
  }

  /** Takes in what was added or removed meanwhile. Until that is done, and when it fails, searches go on in the old index. */
  async reload(): Promise<void> {
    const next = this.#loading.then(async () => {
      this.#opened = await this.#load(this.#open.hasVectors);
    });
    this.#loading = next.catch(() => undefined);
    await next;
  }

  /** Brings the tables up to date with the documents; only those that are new or changed are cut and embedded. */
  async #load(hasVectors: boolean): Promise<Opened> {
    const revision = await this.#added.revision();
    const taken = new Set(this.#catalogue.map(({ path }) => path));
    const added = (await this.#added.current()).map(asKnowledge).filter(({ path }) => !taken.has(path));
    const keys = [...this.#catalogue, ...added].map((document) => ({ document, key: keyOf(document) }));
    const ids = await this.#store.findDocuments(keys.map(({ key }) => key));
    const fresh = keys.filter(({ key }) => !ids.has(key.path));
    if (fresh.length > 0) for (const [path, id] of await this.#store.saveDocuments(fresh)) ids.set(path, id);
    const all = [...ids.values()];
    const version = indexVersion(keys.map(({ key }) => key));
    await this.#store.saveIndexVersion(version, all);
    const index = buildIndex(version, await this.#store.loadPassages(all));
    this.#lookedAt = performance.now();
    this.logger.info({ documents: keys.length, indexed: fresh.length, passages: index.entries.size, indexVersion: version }, 'the knowledge base is indexed');
    return { index, manner: mannerOf(index), hasVectors, documents: byCategory(keys, ids), revision };
  }

  /** Another process may have taken a document in. A database that is away for a moment changes nothing. */
  async #notice(): Promise<void> {
    if (performance.now() - this.#lookedAt < noticeMs) return;
    this.#lookedAt = performance.now();
    try {
      if ((await this.#added.revision()) !== this.#open.revision) await this.reload();
    } catch (error) {
      this.logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'new documents could not be taken in: searches go on in the old ones');
    }
  }

  get indexVersion(): string {
    return this.#open.index.version;
  }

  /** Passages of each document. */
  passageCounts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { documentId } of this.#open.index.entries.values()) counts.set(documentId, (counts.get(documentId) ?? 0) + 1);
    return counts;
  }

  async search(query: string, { categories, limit }: SearchScope): Promise<Found> {
    await this.#notice();
    const { index, manner, hasVectors, documents } = this.#open;
    const key = hashOf(JSON.stringify([index.version, manner, query, [...categories].sort(), limit]));
    const known = await this.cache.get(key);
    if (known) return known;
    const question = understand(query, index);
    if (question.terms.length === 0) return { passages: [], enough: false };
    const wanted = new Set(categories);
    const ids = [...documents].flatMap(([category, rows]) => (wanted.size === 0 || wanted.has(category) ? rows : []));
    const allowed = ({ category }: { category: string }) => wanted.size === 0 || wanted.has(category);
    const rankings = await findCandidates(this.db, hasVectors, { question, index, documents: ids, allowed });
    const found = pickPassages(rerank(fuseRanks(rankings), question.terms, question.vector, index), limit, question.terms.length);
    await this.cache.set(key, found);
    return found;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.cache.close();
  }

  get #open(): Opened {
    if (!this.#opened) throw new Error('The knowledge base is not open yet');
    return this.#opened;
  }
}

function keyOf({ path, sha256 }: KnowledgeDocument): DocumentKey {
  return { path: path.replace(/^knowledge\/|\.md$/g, ''), version: sha256.slice(0, 12), pipeline };
}

/** Changes whenever a release cuts or embeds differently, because then a probe comes out differently: stored chunks are not used any more. */
const pipeline = fingerprint();

function fingerprint(): string {
  const body = `First words.\n\n## How returns work\n\n${'Sending back damaged parcels is free, and refunds take 5-10 days. '.repeat(12)}\n\n### Details\n\nE-mail us.`;
  const chunks = chunkDocument({ title: 'Probe', body });
  return hashOf(JSON.stringify(chunks.map((chunk) => [chunk, [...embedPassage({ title: 'Probe', ...chunk })]]))).slice(0, 12);
}

function mannerOf(index: KnowledgeIndex): string {
  const found = searchPassages(understand('My parcel is late and the jacket in it damagd: can I send it back, and when is my money refunded?', index), index);
  const bounds = [1, 2, 3, 4, 5].map(enoughScore);
  return hashOf(JSON.stringify([bounds, found.map(({ entry, score }) => [entry.documentId, entry.chunkIndex, score])])).slice(0, 12);
}

function indexVersion(keys: readonly DocumentKey[]): string {
  return hashOf(JSON.stringify(keys.map(({ path, version, pipeline: by }) => [path, version, by]).sort())).slice(0, 12);
}

function byCategory(keys: readonly { document: KnowledgeDocument; key: DocumentKey }[], ids: ReadonlyMap<string, number>): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  for (const { document, key } of keys) rows.set(document.category, [...(rows.get(document.category) ?? []), ids.get(key.path)!]);
  return rows;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
