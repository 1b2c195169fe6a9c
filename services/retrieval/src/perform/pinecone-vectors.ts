import type { Database } from '@deskhand/kit/database.js';
import { type Index, Pinecone } from '@pinecone-database/pinecone';
import { createHash } from 'node:crypto';
import type { KnowledgeIndex } from '../decide/knowledge-index.js';
import type { PassageEntry } from '../decide/passage-entry.js';
import type { NearestQuery, VectorSpace, VectorStore } from './vector-store.js';

export interface PineconeOptions {
  readonly apiKey: string;
  readonly index?: string | undefined;
  /** The index's own address; without it Pinecone is asked for it. */
  readonly host?: string | undefined;
}

type Metadata = { document: string; edition: string; category: string };

/** Requests stay under 2 MB with 3,072 numbers a record. */
const batchSize = 50;
const queryTimeoutMs = 1_000;
const otherTimeoutMs = 30_000;

/**
 * A Pinecone index. Each space has a namespace of its own; records of older editions stay, and a filter keeps to those of the index that
 * asks. What it has been given is noted in the desk's database, and given again when the namespace holds less than that.
 */
export class PineconeVectors implements VectorStore {
  readonly name = 'Pinecone';
  readonly #index: Index<Metadata>;
  readonly #held = new WeakMap<KnowledgeIndex, ReadonlyMap<string, number>>();

  constructor(
    private readonly db: Database,
    private readonly options: PineconeOptions,
  ) {
    const client = new Pinecone({ apiKey: options.apiKey, maxRetries: 1, fetchApi: fetchInTime });
    this.#index = client.index<Metadata>({ name: options.index, host: options.host });
  }

  async hold(index: KnowledgeIndex, space: VectorSpace): Promise<void> {
    const { dimension, namespaces } = await this.#index.describeIndexStats();
    if (dimension !== undefined && dimension !== space.dimensions)
      throw new Error(`the Pinecone index ${this.options.index ?? this.options.host} holds vectors of ${dimension} numbers and the search makes ${space.dimensions}: name another index, or create one with dimension ${space.dimensions}`);
    const place = `${this.options.host ?? this.options.index} ${space.name}`;
    const records = new Map([...index.entries.values()].map((entry) => [recordOf(entry), entry]));
    const given = await this.#given(place, namespaces?.[space.name]?.recordCount ?? 0);
    await this.#give(place, space, index, [...records].filter(([record]) => !given.has(record)));
    this.#held.set(index, new Map([...records].map(([record, { id }]) => [record, id])));
  }

  async nearest({ vector, index, space, categories, most }: NearestQuery): Promise<number[]> {
    const held = this.#held.get(index);
    if (!held) throw new Error('Pinecone does not hold this index');
    const editions = new Set([...index.entries.values()].filter(({ category }) => categories.size === 0 || categories.has(category)).map(editionOf));
    if (editions.size === 0) return [];
    const { matches } = await this.#index.query({ namespace: space.name, vector: [...vector], topK: most, filter: { edition: { $in: [...editions] } } });
    return matches.flatMap(({ id }) => held.get(id) ?? []);
  }

  /** Nothing, where the namespace has lost some. Its count lags behind, so some may be given twice, which changes nothing. */
  async #given(place: string, recordCount: number): Promise<Set<string>> {
    const rows = await this.db.query<{ record: string }>('select record from retrieval.elsewhere where place = $1', [place]);
    return new Set(recordCount < rows.length ? [] : rows.map(({ record }) => record));
  }

  async #give(place: string, space: VectorSpace, index: KnowledgeIndex, records: readonly (readonly [string, PassageEntry])[]): Promise<void> {
    for (let at = 0; at < records.length; at += batchSize) {
      const batch = records.slice(at, at + batchSize);
      const vectors = batch.map(([id, entry]) => ({ id, values: [...index.vectors.get(entry.id)!], metadata: { document: entry.documentId, edition: editionOf(entry), category: entry.category } }));
      await this.#index.upsert({ namespace: space.name, records: vectors });
      await this.db.query('insert into retrieval.elsewhere (place, record) select $1, unnest($2::text[]) on conflict do nothing', [place, batch.map(([id]) => id)]);
    }
  }
}

function editionOf({ documentId, version }: PassageEntry): string {
  return `${documentId}@${version}`;
}

/** The same for the same passage in every process; ASCII, as Pinecone wants it. */
function recordOf(entry: PassageEntry): string {
  return createHash('sha256').update(JSON.stringify([editionOf(entry), entry.chunkIndex])).digest('hex').slice(0, 32);
}

function fetchInTime(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const address = input instanceof Request ? input.url : String(input);
  return fetch(input, { ...init, signal: AbortSignal.timeout(address.endsWith('/query') ? queryTimeoutMs : otherTimeoutMs) });
}
