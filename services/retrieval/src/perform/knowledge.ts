import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';
import type { Database } from '@deskhand/kit/database.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { migrate } from '@deskhand/kit/migrate.js';
import type { EmbeddingEndpoint } from '@deskhand/model/embedding-endpoint.js';
import { EmbeddingFailure } from '@deskhand/model/embedding-endpoint.js';
import { createHash } from 'node:crypto';
import { fuseRanks } from '../decide/fuse-ranks.js';
import { type Found, pickPassages } from '../decide/pick-passages.js';
import { readQuestion, type Term } from '../decide/read-question.js';
import { rerank } from '../decide/rerank.js';
import { findCandidates } from './find-candidates.js';
import { IndexLoader } from './index-loader.js';
import { ModelEmbedder } from './model-embedder.js';
import { openPgvector } from './open-pgvector.js';
import { PgVectors } from './pg-vectors.js';
import { ProcessVectors } from './process-vectors.js';
import type { ResultCache } from './result-cache.js';
import type { Searchable, ServedIndex } from './served-index.js';
import type { VectorStore } from './vector-store.js';
import { VectorsOrElse } from './vectors-or-else.js';

/** What a search may answer from, and how much of it. */
export interface SearchScope {
  /** Empty: all. */
  readonly categories: readonly string[];
  /** Passages to keep. */
  readonly limit: number;
}

/** What may serve beside the desk's own database and its own vectors. */
export interface Upgrades {
  readonly endpoint?: Pick<EmbeddingEndpoint, 'model' | 'documents' | 'question'> | null;
  readonly store?: VectorStore | null;
}

/** How long another process may go on finding what this one has changed. */
const noticeMs = 1_000;
/** After an embedding endpoint has failed, until it is tried again. */
const retryMs = 15_000;

/** The knowledge base: the catalogue's documents and the added ones, indexed when the desk starts and whenever a document is added. */
export class Knowledge {
  readonly #embedder: ModelEmbedder | null;
  #loader: IndexLoader | undefined;
  #catalogue: readonly KnowledgeDocument[] = [];
  #served: ServedIndex | undefined;
  #lookAgainAt = 0;
  #loading: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly cache: ResultCache,
    private readonly logger: Logger,
    private readonly upgrades: Upgrades = {},
  ) {
    this.#embedder = upgrades.endpoint ? new ModelEmbedder(db, upgrades.endpoint) : null;
  }

  async open(catalogue: readonly KnowledgeDocument[]): Promise<void> {
    await migrate(this.db, 'retrieval', new URL('../../migrations/', import.meta.url));
    this.#catalogue = catalogue;
    const own = (await openPgvector(this.db, this.logger)) ? new PgVectors(this.db) : new ProcessVectors();
    const { store } = this.upgrades;
    this.#loader = new IndexLoader(this.db, this.logger, store ? new VectorsOrElse(store, own, this.logger) : own, this.#embedder);
    this.#served = await this.#load();
  }

  /**
   * Takes in what was added or removed meanwhile. Until that is done, and when it fails, searches go on in the old index.
   * @throws EmbeddingFailure when the endpoint does not make the vectors of what is new
   */
  async reload(): Promise<void> {
    const next = this.#loading.then(async () => {
      this.#served = await this.#load();
    });
    this.#loading = next.catch(() => undefined);
    await next;
  }

  async #load(): Promise<ServedIndex> {
    try {
      const served = await this.#loader!.load(this.#catalogue, this.#embedder !== null);
      this.#lookAgainAt = performance.now() + noticeMs;
      return served;
    } catch (error) {
      if (!(error instanceof EmbeddingFailure)) throw error;
      this.#lookAgainAt = performance.now() + retryMs;
      if (this.#served?.fallback) throw error;
      this.logger.warn({ reason: error.message }, 'the search goes by words until the embedding endpoint answers');
      return this.#loader!.load(this.#catalogue, false);
    }
  }

  /** Another process may have taken a document in, or a failed endpoint may be back. A database that is away for a moment changes nothing. */
  async #notice(): Promise<void> {
    if (performance.now() < this.#lookAgainAt) return;
    this.#lookAgainAt = performance.now() + noticeMs;
    try {
      const isBehind = (await this.#loader!.revision()) !== this.#open.revision;
      const lacksModel = this.#embedder !== null && (this.#open.fallback === null || this.#embedder.hasChanged);
      if (!isBehind && !lacksModel) return;
      // Nobody's question waits for a model to read documents.
      if (this.#embedder) void this.reload().catch((error) => this.#regret(error));
      else await this.reload();
    } catch (error) {
      this.#regret(error);
    }
  }

  #regret(error: unknown): void {
    this.logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'new documents could not be taken in: searches go on in the old ones');
  }

  get indexVersion(): string {
    return this.#open.main.index.version;
  }

  /** Passages of each document. */
  passageCounts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { documentId } of this.#open.main.index.entries.values()) counts.set(documentId, (counts.get(documentId) ?? 0) + 1);
    return counts;
  }

  async search(query: string, { categories, limit }: SearchScope): Promise<Found> {
    await this.#notice();
    const { main, fallback, manner, documents } = this.#open;
    const key = hashOf(JSON.stringify([main.index.version, manner, query, [...categories].sort(), limit]));
    const known = await this.cache.get(key);
    if (known) return known;
    const terms = readQuestion(query, main.index.vocabulary);
    if (terms.length === 0) return { passages: [], enough: false };
    const wanted = new Set(categories);
    const rows = [...documents].flatMap(([category, ids]) => (wanted.size === 0 || wanted.has(category) ? ids : []));
    const vector = await this.#vectorOf(query, main, fallback !== null);
    const found = await this.#findIn(vector ? main : fallback!, terms, vector ?? (await fallback!.vectorOf(query)), { wanted, rows, limit });
    // What was found without the model is not what will be found with it.
    if (vector) await this.cache.set(key, found);
    return found;
  }

  async #findIn({ index, space, store, words }: Searchable, terms: readonly Term[], vector: Float32Array, { wanted, rows, limit }: { wanted: ReadonlySet<string>; rows: readonly number[]; limit: number }): Promise<Found> {
    const rankings = await findCandidates(words, store, terms, { vector, index, space, documents: rows, categories: wanted });
    return pickPassages(rerank(fuseRanks(rankings), terms, vector, index), limit, terms.length);
  }

  /** Null: the endpoint does not answer, and there is another way. */
  async #vectorOf(query: string, main: Searchable, hasFallback: boolean): Promise<Float32Array | null> {
    try {
      return await main.vectorOf(query);
    } catch (error) {
      if (!hasFallback || !(error instanceof EmbeddingFailure)) throw error;
      this.logger.warn({ reason: error.message }, 'a question is searched by words');
      return null;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.cache.close();
  }

  get #open(): ServedIndex {
    if (!this.#served) throw new Error('The knowledge base is not open yet');
    return this.#served;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
