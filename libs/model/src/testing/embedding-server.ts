import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface EmbeddingServer {
  readonly url: string;
  dimensions: number;
  mode: 'honest' | 'down' | 'short';
  /** Texts of each request. */
  readonly requests: string[][];
  close(): Promise<void>;
}

/** Plays an endpoint that makes vectors: each word of a text is a direction, and words of one `topic` are the same direction. */
export async function startEmbeddingServer({ dimensions = 64, topics = [] as readonly (readonly string[])[] } = {}): Promise<EmbeddingServer> {
  const requests: string[][] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { input, model } = JSON.parse(Buffer.concat(chunks).toString()) as { input: string[]; model: string };
    requests.push(input);
    const send = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (played.mode === 'down') return void send(500, { error: { message: 'out of order' } });
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text, played.dimensions, topics) }));
    send(200, { object: 'list', model, data: played.mode === 'short' ? data.slice(1) : data, usage: { prompt_tokens: 1, total_tokens: 1 } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const played: EmbeddingServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    dimensions,
    mode: 'honest',
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return played;
}

function vectorOf(text: string, dimensions: number, topics: readonly (readonly string[])[]): number[] {
  const vector = Array.from({ length: dimensions }, () => 0.01);
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
    const meant = topics.find((topic) => topic.includes(word))?.[0] ?? word;
    const place = [...meant].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5) % dimensions;
    vector[place]! += meant === word && !topics.flat().includes(word) ? 0.2 : 2;
  }
  return vector;
}
