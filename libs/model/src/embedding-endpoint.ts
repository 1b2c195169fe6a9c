import OpenAI from 'openai';
import { z } from 'zod';
import { cappedFetch } from './capped-fetch.js';
import { findPersonalData } from './find-personal-data.js';

/** Why there are no vectors, as a sentence for the log and for the person who added a document. */
export class EmbeddingFailure extends Error {}

/** Texts in one request: with 3,072 numbers each the answer is about 1 MB. */
const batchSize = 16;
const mostAnswerKb = 4_096;
const batchTimeoutMs = 30_000;
const restMs = 10_000;

const answerShape = z.looseObject({ data: z.array(z.looseObject({ index: z.int().min(0), embedding: z.array(z.number()).min(1).max(16_000) })) });

/** Turns texts into vectors of length 1 over an endpoint that speaks OpenAI's embeddings. */
export class EmbeddingEndpoint {
  readonly #client: OpenAI;
  #restsUntil = 0;

  constructor(private readonly options: { baseUrl: string; apiKey: string; model: string; questionTimeoutMs: number }) {
    const fetchCapped = (input: string | URL | Request, init?: RequestInit) => cappedFetch(input, init, mostAnswerKb);
    this.#client = new OpenAI({
      apiKey: options.apiKey, baseURL: options.baseUrl, organization: null, project: null, maxRetries: 0, logLevel: 'off', fetch: fetchCapped as typeof fetch,
    });
  }

  get model(): string {
    return this.options.model;
  }

  /** The shop's own texts. @throws EmbeddingFailure */
  async documents(texts: readonly string[]): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let at = 0; at < texts.length; at += batchSize) vectors.push(...(await this.#embed(texts.slice(at, at + batchSize), batchTimeoutMs)));
    return vectors;
  }

  /**
   * What a customer wrote, tokenised; somebody waits for it. After a failure the endpoint is left alone for ten seconds.
   * @throws EmbeddingFailure
   */
  async question(text: string): Promise<Float32Array> {
    if (findPersonalData(text).length > 0) throw new EmbeddingFailure('the question holds personal data, which does not leave the desk');
    if (performance.now() < this.#restsUntil) throw new EmbeddingFailure('the embedding endpoint failed a moment ago and is left alone');
    try {
      const [vector] = await this.#embed([text], this.options.questionTimeoutMs);
      return vector!;
    } catch (error) {
      this.#restsUntil = performance.now() + restMs;
      throw error;
    }
  }

  async #embed(texts: readonly string[], timeout: number): Promise<Float32Array[]> {
    let answer: unknown;
    try {
      answer = await this.#client.embeddings.create({ model: this.options.model, input: [...texts], encoding_format: 'float' }, { timeout, signal: AbortSignal.timeout(timeout) });
    } catch (error) {
      throw new EmbeddingFailure(`the embedding endpoint gave no answer for ${this.options.model}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    const parsed = answerShape.safeParse(answer);
    const vectors = parsed.success ? parsed.data.data.toSorted((one, other) => one.index - other.index).map(({ embedding }) => embedding) : [];
    const isWhole = vectors.length === texts.length && vectors.every((vector) => vector.length === vectors[0]!.length);
    if (!isWhole) throw new EmbeddingFailure(`the embedding endpoint answered ${this.options.model} with something that is not one vector for each text`);
    return vectors.map(toUnit);
  }
}

function toUnit(numbers: readonly number[]): Float32Array {
  const length = Math.hypot(...numbers) || 1;
  return Float32Array.from(numbers, (each) => each / length);
}
