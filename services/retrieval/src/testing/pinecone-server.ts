import type { IndexStatsDescription, QueryByVectorValues, QueryResponse, RecordMetadata, UpsertOptions } from '@pinecone-database/pinecone';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Stored = UpsertOptions['records'][number];
type Filter = Record<string, { $in: string[] }>;

export interface PineconeServer {
  readonly url: string;
  mode: 'serving' | 'down';
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  readonly namespaces: Map<string, Map<string, Stored>>;
  close(): Promise<void>;
}

/**
 * Plays the data plane of a Pinecone index over HTTP as the SDK's own types describe it: upsert, query with `$in`, statistics. It is exact
 * and consistent at once, which the real one is not.
 */
export async function startPineconeServer(dimension: number, apiKey: string): Promise<PineconeServer> {
  const namespaces: PineconeServer['namespaces'] = new Map();
  const asked: string[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    asked.push(incoming.url ?? '');
    const send = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (played.mode === 'down') return void send(500, { code: 13, message: 'out of order', details: [] });
    if (incoming.headers['api-key'] !== apiKey) return void send(401, { code: 16, message: 'Invalid API Key', details: [] });
    const text = Buffer.concat(chunks).toString();
    const body: unknown = text === '' ? {} : JSON.parse(text);
    try {
      if (incoming.url === '/vectors/upsert') send(200, upsert(body as { vectors: Stored[]; namespace: string }));
      else if (incoming.url === '/query') send(200, query(body as QueryByVectorValues & { namespace: string }));
      else if (incoming.url === '/describe_index_stats') send(200, stats());
      else send(404, { code: 5, message: `nothing at ${incoming.url}`, details: [] });
    } catch (error) {
      send(400, { code: 3, message: (error as Error).message, details: [] });
    }
  });

  function upsert({ vectors, namespace }: { vectors: Stored[]; namespace: string }): { upsertedCount: number } {
    const records = namespaces.get(namespace) ?? new Map<string, Stored>();
    for (const vector of vectors) {
      if (vector.values?.length !== dimension) throw new Error(`Vector dimension ${vector.values?.length} does not match the dimension of the index ${dimension}`);
      records.set(vector.id, vector);
    }
    namespaces.set(namespace, records);
    return { upsertedCount: vectors.length };
  }

  function query({ vector, topK, filter, namespace }: QueryByVectorValues & { namespace: string }): QueryResponse {
    if (vector.length !== dimension) throw new Error(`Vector dimension ${vector.length} does not match the dimension of the index ${dimension}`);
    const records = [...(namespaces.get(namespace)?.values() ?? [])].filter(({ metadata }) => fits(metadata, filter as Filter | undefined));
    const matches = records.map(({ id, values }) => ({ id, values: [], score: cosineOf(vector, values!) }));
    return { matches: matches.sort((one, other) => other.score - one.score).slice(0, topK), namespace, usage: { readUnits: 1 } };
  }

  function stats(): IndexStatsDescription {
    const counts = [...namespaces].map(([name, records]) => [name, { vectorCount: records.size }]);
    // On the wire the count is called vectorCount; the SDK names it recordCount.
    return { dimension, namespaces: Object.fromEntries(counts), indexFullness: 0, totalVectorCount: 0 } as unknown as IndexStatsDescription;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const played: PineconeServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mode: 'serving',
    asked,
    namespaces,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return played;
}

function fits(metadata: RecordMetadata | undefined, filter: Filter = {}): boolean {
  return Object.entries(filter).every(([field, { $in }]) => $in.includes(String(metadata?.[field])));
}

function cosineOf(one: readonly number[], other: readonly number[]): number {
  const dot = one.reduce((sum, value, at) => sum + value * other[at]!, 0);
  return dot / (Math.hypot(...one) * Math.hypot(...other) || 1);
}
