import { afterAll, beforeAll, expect, it } from 'vitest';
import { EmbeddingEndpoint } from './embedding-endpoint.js';
import { openEmbedding } from './open-embedding.js';
import { type EmbeddingServer, startEmbeddingServer } from './testing/embedding-server.js';

let server: EmbeddingServer;
const open = () => new EmbeddingEndpoint({ baseUrl: server.url, apiKey: 'none', model: 'vectors-1', questionTimeoutMs: 1_000 });
beforeAll(async () => {
  server = await startEmbeddingServer();
});
afterAll(() => server.close());

it('asks for many texts in batches, in order, and brings them to length 1', async () => {
  server.requests.length = 0;
  const texts = Array.from({ length: 35 }, (_, at) => `text number ${String.fromCharCode(97 + (at % 26))}${at}`);
  const vectors = await open().documents(texts);
  expect(server.requests.map((batch) => batch.length)).toEqual([16, 16, 3]);
  expect(server.requests.flat()).toEqual(texts);
  expect(vectors).toHaveLength(35);
  for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
});

it('says what is wrong, and leaves an endpoint alone that has just failed a question', async () => {
  const endpoint = open();
  server.mode = 'short';
  await expect(endpoint.documents(['one', 'two'])).rejects.toThrow('answered vectors-1 with something that is not one vector for each text');
  server.mode = 'down';
  await expect(endpoint.question('where is it')).rejects.toThrow('gave no answer for vectors-1: 500');
  server.mode = 'honest';
  const before = server.requests.length;
  await expect(endpoint.question('where is it')).rejects.toThrow('is left alone');
  expect(server.requests.length).toBe(before);
});

it('sends nobody personal data of a customer', async () => {
  const before = server.requests.length;
  await expect(open().question('write to lena.hart@example.com')).rejects.toThrow('personal data');
  expect(server.requests.length).toBe(before);
});

it('is there only when endpoint and model are named', () => {
  expect(openEmbedding({})).toBeNull();
  expect(openEmbedding({ LLM_BASE_URL: server.url })).toBeNull();
  expect(openEmbedding({ LLM_BASE_URL: server.url, LLM_MODEL_EMBEDDING: 'vectors-1' })?.model).toBe('vectors-1');
});
