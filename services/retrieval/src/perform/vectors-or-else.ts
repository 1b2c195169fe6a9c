import type { Logger } from '@deskhand/kit/logger.js';
import type { KnowledgeIndex } from '../decide/knowledge-index.js';
import type { NearestQuery, VectorSpace, VectorStore } from './vector-store.js';

const restMs = 10_000;

/** A store outside the desk, and what serves while it is away or refuses an index. */
export class VectorsOrElse implements VectorStore {
  readonly #refused = new WeakSet<KnowledgeIndex>();
  #restsUntil = 0;

  constructor(
    private readonly first: VectorStore,
    private readonly otherwise: VectorStore,
    private readonly logger: Logger,
  ) {}

  get name(): string {
    return this.first.name;
  }

  async hold(index: KnowledgeIndex, space: VectorSpace): Promise<void> {
    await this.otherwise.hold(index, space);
    try {
      await this.first.hold(index, space);
    } catch (error) {
      this.#refused.add(index);
      this.logger.warn({ reason: sentenceOf(error) }, `${this.first.name} does not serve this index: the nearest passages are found by ${this.otherwise.name}`);
    }
  }

  /** After a failure the first one is left alone for ten seconds. */
  async nearest(query: NearestQuery): Promise<number[]> {
    if (this.#refused.has(query.index) || performance.now() < this.#restsUntil) return this.otherwise.nearest(query);
    try {
      return await this.first.nearest(query);
    } catch (error) {
      this.#restsUntil = performance.now() + restMs;
      this.logger.warn({ reason: sentenceOf(error) }, `${this.first.name} does not answer: for a while the nearest passages are found by ${this.otherwise.name}`);
      return this.otherwise.nearest(query);
    }
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
