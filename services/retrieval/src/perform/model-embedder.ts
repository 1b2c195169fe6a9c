import type { Database } from '@deskhand/kit/database.js';
import { EmbeddingEndpoint, EmbeddingFailure } from '@deskhand/model/embedding-endpoint.js';
import { createHash } from 'node:crypto';

/** Vectors of a model. What it made of a text is kept: the same text is sent once. */
export class ModelEmbedder {
  #dimensions: number | undefined;

  constructor(
    private readonly db: Database,
    private readonly endpoint: Pick<EmbeddingEndpoint, 'model' | 'documents' | 'question'>,
  ) {}

  /** Names model and dimension. @throws EmbeddingFailure when the endpoint does not answer and no text of this model is known */
  async space(): Promise<{ name: string; dimensions: number }> {
    this.#dimensions ??= await this.#findDimensions();
    return { name: `${this.endpoint.model}/${this.#dimensions}`, dimensions: this.#dimensions };
  }

  /** @throws EmbeddingFailure; what was made before it is kept */
  async documents(texts: readonly string[]): Promise<Float32Array[]> {
    const { name, dimensions } = await this.space();
    const keyed = texts.map((text) => ({ text, sha256: createHash('sha256').update(text).digest('hex') }));
    const known = await this.#known(name, keyed.map(({ sha256 }) => sha256));
    const fresh = [...new Map(keyed.filter(({ sha256 }) => !known.has(sha256)).map((each) => [each.sha256, each])).values()];
    for (let at = 0; at < fresh.length; at += saveEach) {
      const batch = fresh.slice(at, at + saveEach);
      const made = await this.endpoint.documents(batch.map(({ text }) => text));
      for (const vector of made) this.#mustBe(dimensions, vector);
      await this.#keep(name, batch.map(({ sha256 }, n) => ({ sha256, vector: [...made[n]!] })));
      batch.forEach(({ sha256 }, n) => known.set(sha256, made[n]!));
    }
    return keyed.map(({ sha256 }) => known.get(sha256)!);
  }

  /** The endpoint has been seen to make vectors of another dimension than before. */
  get hasChanged(): boolean {
    return this.#dimensions === undefined;
  }

  /** For an index of so many numbers. @throws EmbeddingFailure */
  async question(text: string, dimensions: number): Promise<Float32Array> {
    const vector = await this.endpoint.question(text);
    this.#mustBe(dimensions, vector);
    return vector;
  }

  async #findDimensions(): Promise<number> {
    const [probe] = await this.endpoint.documents(['Where is my order?']);
    return probe!.length;
  }

  #mustBe(dimensions: number, { length }: Float32Array): void {
    if (length === dimensions) return;
    // Looked at again at the next reload: a whole index of the new dimension may be made then.
    this.#dimensions = undefined;
    throw new EmbeddingFailure(`${this.endpoint.model} now makes vectors of ${length} numbers, and the index has ${dimensions}: the two are never mixed`);
  }

  async #known(model: string, hashes: readonly string[]): Promise<Map<string, Float32Array>> {
    const rows = await this.db.query<{ sha256: string; vector: number[] }>('select sha256, vector from retrieval.embedding where model = $1 and sha256 = any($2::text[])', [model, hashes]);
    return new Map(rows.map(({ sha256, vector }) => [sha256, Float32Array.from(vector)]));
  }

  async #keep(model: string, made: readonly { sha256: string; vector: number[] }[]): Promise<void> {
    await this.db.query(
      `insert into retrieval.embedding (model, sha256, vector)
       select $1, e.sha256, e.vector from jsonb_to_recordset($2::jsonb) as e(sha256 text, vector real[]) on conflict do nothing`,
      [model, JSON.stringify(made)],
    );
  }
}

/** Kept at once after so many: a long start that is broken off goes on from there. */
const saveEach = 64;
